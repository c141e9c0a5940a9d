using AgentBus.Domain.Admission;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Grains.Access;
using AgentBus.Grains.Hosting;
using AgentBus.Silo.Gateway;
using AgentBus.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The silo of the tests.</summary>
public sealed class BusSilo : ISiloConfigurator
{
    public const string FolderKey = "AgentBusTestFolder";
    public const string RedeliverAfterKey = "AgentBusTestRedeliverAfter";
    public const string OverflowKey = "AgentBusTestOverflow";
    public const string HeadFolderKey = "AgentBusTestHeadFolder";
    public const string LedgerKeyKey = "AgentBusTestLedgerKey";
    public const string GovernedKey = "AgentBusTestGoverned";
    public const string StorageName = "agentbus";

    public void Configure(ISiloBuilder siloBuilder)
    {
        var services = siloBuilder.Services;
        var folder = siloBuilder.Configuration[FolderKey]!;
        services.AddSqliteStorage(options =>
        {
            options.DataDirectory = folder;
            options.Synchronous = SqliteSynchronous.Normal;
        });
        Tap(services);
        if (siloBuilder.Configuration[HeadFolderKey] is { Length: > 0 } heads)
        {
            services.AddFileTreeHeadSink(heads);
            services.AddSingleton<ITreeHeadSigner>(new TestSigner(siloBuilder.Configuration[LedgerKeyKey]!));
        }

        services.AddSingleton<TestRawContentKeys>();
        services.AddSingleton<IRawContentSeal>(static provider => provider.GetRequiredService<TestRawContentKeys>());
        services.AddSingleton(new BusGrain(GrainType.Create(BusProbe.Name)));
        services.AddSingleton<DeclaredTenants>();
        services.AddSingleton<ITenantDeclarations>(provider => provider.GetRequiredService<DeclaredTenants>());
        services.AddSingleton<IAuthenticator, TestAuthenticator>();
        services.AddSingleton<IEnvelopeCodec, EnvelopeCodec>();
        services.AddSingleton<TestCases>();
        services.AddSingleton<ICaseCancellation>(provider => provider.GetRequiredService<TestCases>());
        services.AddSingleton<IMessageData, MessageData>();
        services.AddSingleton<IMessageText, MessageText>();
        services.AddSingleton<TestPolicyEngine>();
        services.AddSingleton<IPolicyEngine>(static provider => provider.GetRequiredService<TestPolicyEngine>());
        if (!siloBuilder.Configuration.GetValue(GovernedKey, false))
        {
            services.AddSingleton(static provider => AdmissionPipeline.Create(
                MessageLimits.Default,
                new InspectionStage(new MessageText(), new byte[32]),
                new HoldingStage(),
                new PolicyStage(provider.GetRequiredService<IMessageData>(), provider.GetRequiredService<IStageFaults>())));
        }

        siloBuilder.AddMemoryGrainStorage("PubSubStore");
        siloBuilder.AddMemoryStreams(Contracts.ChannelStreams.Provider);
        siloBuilder.AddAgentBusGrains(options =>
        {
            options.RecentKeys = 16;
            options.KeyFingerprints = 1_000;
            options.TenantRenewal = TimeSpan.FromMilliseconds(200);
            options.TenantTrust = TimeSpan.FromMilliseconds(400);
            options.PresenceRenewal = TimeSpan.FromMilliseconds(200);
            options.CaseSweep = TimeSpan.FromMilliseconds(200);
        },
        queues =>
        {
            queues.RedeliverAfter = siloBuilder.Configuration.GetValue(RedeliverAfterKey, queues.RedeliverAfter);
            queues.MaxMessages = 1_000;
            queues.MessagesInMemory = 50;
            if (siloBuilder.Configuration.GetValue(OverflowKey, false))
            {
                queues.MaxMessages = 20;
                queues.TrimAfter = TimeSpan.FromMilliseconds(100);
                queues.Overflow = new OverflowOptions { Mode = OverflowMode.DeadLetter, Backpressure = TimeSpan.Zero, MaxMessages = 60 };
            }
        });
    }

    private static void Tap(IServiceCollection services)
    {
        var state = services.Single(service => service.ServiceType == typeof(IGrainStorage) && StorageName.Equals(service.ServiceKey));
        services.Remove(state);
        services.AddKeyedSingleton<IGrainStorage>(
            StorageName, (provider, key) => new StateTap((IGrainStorage)state.KeyedImplementationFactory!(provider, key)));

        var queues = services.Single(service => service.ServiceType == typeof(IQueueStore));
        services.Remove(queues);
        services.AddSingleton(provider => new QueueTap((IQueueStore)queues.ImplementationFactory!(provider)));
        services.AddSingleton<IQueueStore>(provider => provider.GetRequiredService<QueueTap>());

        var cases = services.Single(service => service.ServiceType == typeof(ICaseStore));
        services.Remove(cases);
        services.AddSingleton(provider => new CaseTap((ICaseStore)cases.ImplementationFactory!(provider)));
        services.AddSingleton<ICaseStore>(provider => provider.GetRequiredService<CaseTap>());

        var overflows = services.Single(service => service.ServiceType == typeof(IOverflowStore));
        services.Remove(overflows);
        services.AddSingleton(provider => new OverflowTap((IOverflowStore)overflows.ImplementationFactory!(provider)));
        services.AddSingleton<IOverflowStore>(provider => provider.GetRequiredService<OverflowTap>());

        var real = services.Single(service => service.ServiceType == typeof(IJournal));
        services.Remove(real);
        services.AddSingleton(provider => new JournalTap((IJournal)real.ImplementationFactory!(provider)));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<JournalTap>());
    }
}
