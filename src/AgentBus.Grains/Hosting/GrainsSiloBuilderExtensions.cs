using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Access;
using AgentBus.Grains.Deliberation;
using AgentBus.Grains.Events;
using AgentBus.Grains.Inspection;
using AgentBus.Grains.KillSwitch;
using AgentBus.Grains.Ledger;
using AgentBus.Grains.Policies;
using AgentBus.Grains.Registries;
using AgentBus.Grains.Telemetry;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace AgentBus.Grains.Hosting;

/// <summary>Hosts the grains of the bus in a silo.</summary>
public static class GrainsSiloBuilderExtensions
{
    /// <summary>
    /// Adds what the grains need. The silo must also have the ports of Domain (journal, queues, memberships, authenticator, codec, tenant
    /// declarations), a grain storage named <c>agentbus</c> and a stream provider named as <see cref="Contracts.ChannelStreams.Provider"/>.
    /// Wrong options end the start with <see cref="ConfigurationError"/> (BUS-02).
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Changes the options; null leaves the defaults.</param>
    /// <param name="configureQueues">Changes the options of inboxes and work queues; null leaves the defaults.</param>
    /// <param name="configureLedger">Changes the options of the ledger; null leaves the defaults.</param>
    public static ISiloBuilder AddAgentBusGrains(
        this ISiloBuilder silo, Action<BusOptions>? configure = null, Action<QueueOptions>? configureQueues = null, Action<LedgerOptions>? configureLedger = null)
    {
        var services = silo.Services;
        services.AddOptions<BusOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BusOptions>, BusOptionsValidator>());
        services.AddOptions<QueueOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (configureQueues is not null)
        {
            services.Configure(configureQueues);
        }

        AddLedger(services, configureLedger);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IImpactScorer, WeightedScorer>();
        services.AddSingleton<AdmissionMeter>();
        services.AddSingleton<CaseMeter>();
        services.TryAddSingleton<IStageFaults, StageFaults>();
        services.TryAddSingleton(AdmissionComposition.Create);
        services.TryAddSingleton<IPolicyEngine, NoPolicyEngine>();
        services.AddSingleton<PolicyQuestions>();
        services.TryAddSingleton<IDeliberation, DeliberationDesk>();
        services.TryAddSingleton<ICaseCancellation, CaseStopper>();
        services.TryAddSingleton<IRawContentSeal>(static _ => new RawContentKeyRing());
        services.AddSingleton<RawContentSweep>();
        services.AddSingleton<CaseSweeper>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<CaseSweeper>());
        services.TryAddSingleton(InspectionSetup.OwnPolicies);
        services.TryAddSingleton<InspectionCounters>();
        services.AddSingleton<InspectionDesk>();
        services.TryAddSingleton<ISiloSockets, NoSockets>();
        services.AddSingleton<SiloStop>();
        services.AddSingleton<TenantSnapshots>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<TenantSnapshots>());
        services.AddSingleton<LedgerProofs>();
        services.AddSingleton<SystemEnvelopes>();
        services.AddSingleton<ActivityMeter>();
        services.AddSingleton<BusVoice>();
        services.AddSingleton<BusEventPump>();
        services.TryAddSingleton<IBusEvents>(static provider => provider.GetRequiredService<BusEventPump>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<BusEventPump>());
        AddExport(services);
        services.AddSingleton<RegistrySync>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<RegistrySync>());
        return silo.AddIncomingGrainCallFilter<AccessFilter>();
    }

    /// <summary>Heads are signed where a signer was registered before, and leave the data directory where sinks were.</summary>
    private static void AddLedger(IServiceCollection services, Action<LedgerOptions>? configure)
    {
        services.AddOptions<LedgerOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<ITreeHeadSigner, UnsignedHeads>();
        services.AddSingleton<LedgerHealth>();
        services.AddSingleton<LedgerPump>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<LedgerPump>());
    }

    /// <summary>Events leave the bus where an outside broker was registered before.</summary>
    private static void AddExport(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(IEventTransport)))
        {
            services.AddSingleton<EventExport>();
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<EventExport>());
        }
    }
}
