using System.Security.Cryptography;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentBus.Grains.Hosting;

/// <summary>Puts the admission of the product together: the stages of governance in their order, from the silo's services.</summary>
internal static class AdmissionComposition
{
    private const int SaltBytes = 32;

    public static AdmissionPipeline Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BusOptions>>().Value;
        return AdmissionPipeline.Create(
            MessageLimits.Default with { MaxRecipients = options.MaxRecipients },
            new InspectionStage(provider.GetRequiredService<IMessageText>(), RandomNumberGenerator.GetBytes(SaltBytes)),
            new PolicyStage(provider.GetRequiredService<IMessageData>(), provider.GetRequiredService<IStageFaults>(), plain: !options.PreparePolicies),
            new ImpactStage(provider.GetRequiredService<IImpactScorer>(), provider.GetRequiredService<IStageFaults>(), provider.GetService<IMessageText>()));
    }
}
