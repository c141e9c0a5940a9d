using AgentBus.Domain.Ports;
using AgentBus.Storage.Audit;
using AgentBus.Storage.Overflow;
using AgentBus.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime.Hosting;

namespace AgentBus.Storage;

/// <summary>Registers the store in one SQLite file.</summary>
public static class SqliteStorageServiceCollectionExtensions
{
    /// <summary>The name under which grains find their storage.</summary>
    public const string GrainStorageName = "agentbus";

    /// <summary>
    /// Registers <see cref="IJournal"/>, <see cref="IChannelHistory"/>, <see cref="IMembershipStore"/>, <see cref="IPositionStore"/>,
    /// <see cref="ISessionContextStore"/>, <see cref="IQueueStore"/>, <see cref="IDeadLetterStore"/>,
    /// <see cref="IAgentStore"/>, <see cref="ICaseStore"/>, <see cref="IRawContentStore"/>, <see cref="ILedgerStore"/>, <see cref="ILedgerReader"/>, <see cref="IContentSalts"/>, <see cref="IEvidenceFeed"/>,
    /// <see cref="IAuditIndex"/>, <see cref="IAuditReader"/>, the grain storage <see cref="GrainStorageName"/> and the
    /// reminder table over one SQLite database, and <see cref="IOverflowStore"/> over files beside it. The database is opened before any hosted
    /// service starts (or when one of the ports is first asked for) and closed after all have stopped; what was submitted by then is committed.
    /// </summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, Action<SqliteStorageOptions>? configure = null)
    {
        services.AddOptions<SqliteStorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => SqliteStore.Open(
            provider.GetRequiredService<IOptions<SqliteStorageOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("AgentBus.Storage.Sqlite")));
        services.TryAddSingleton<IJournal>(provider => new SqliteJournal(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IMembershipStore>(provider => new SqliteMembershipStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IPositionStore>(provider => new SqlitePositionStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IChannelHistory>(provider => new SqliteChannelHistory(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<ISessionContextStore>(provider => new SqliteSessionContextStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IQueueStore>(provider => new SqliteQueueStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IDeadLetterStore>(provider => new SqliteDeadLetterStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IOverflowStore>(provider => new FileOverflowStore(
            Path.GetFullPath(Path.Combine(provider.GetRequiredService<IOptions<SqliteStorageOptions>>().Value.DataDirectory, "overflow")),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("AgentBus.Storage.Overflow")));
        services.TryAddSingleton<IAuditIndex>(provider => new SqliteAuditIndex(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IAuditReader>(provider => new AuditReader(provider.GetRequiredService<ILedgerReader>(), provider.GetRequiredService<IAuditIndex>()));
        services.TryAddSingleton<IAgentStore>(provider => new SqliteAgentStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<ILedgerStore>(provider => new SqliteLedgerStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<ILedgerReader>(provider => new SqliteLedgerReader(provider.GetRequiredService<SqliteStore>().Readers));
        services.TryAddSingleton<IContentSalts>(provider => new SqliteContentSalts(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IEvidenceFeed>(provider => new SqliteEvidenceFeed(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<ICaseStore>(provider => new SqliteCaseStore(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IRawContentStore>(provider => new SqliteRawContentStore(provider.GetRequiredService<SqliteStore>()));
        services.AddGrainStorage(GrainStorageName, static (provider, _) => new SqliteGrainStorage(provider.GetRequiredService<SqliteStore>()));
        services.TryAddSingleton<IReminderTable>(provider => new SqliteReminderTable(provider.GetRequiredService<SqliteStore>()));
        services.AddHostedService<SqliteStoreLifetime>();
        return services;
    }
}
