using AgentBus.Contracts;
using AgentBus.Grains.Hosting;
using AgentBus.Silo.Options;
using AgentBus.Storage;
using Orleans.Hosting;

namespace AgentBus.Silo.Hosting;

/// <summary>The embedded lane: grains in this process, state and journal in SQLite.</summary>
internal static class GrainRuntime
{
    /// <summary>Adds grains and storage.</summary>
    public static void Add(WebApplicationBuilder builder, AgentBusOptions options)
    {
        var section = builder.Configuration.GetSection(AgentBusOptions.Section);
        builder.Services.AddSqliteStorage(storage => StorageSettings.Fill(storage, section, options));
        builder.UseOrleans(silo => silo
            .AddAgentBusGrains(bus => section.GetSection("Bus").Bind(bus), queues => section.GetSection("Queues").Bind(queues), ledger => section.GetSection("Ledger").Bind(ledger))
            .AddMemoryStreams(ChannelStreams.Provider)
            .AddReminders());
    }
}
