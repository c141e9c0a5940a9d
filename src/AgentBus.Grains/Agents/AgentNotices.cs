using AgentBus.Contracts;
using AgentBus.Domain.Events;
using AgentBus.Domain.Routing;
using AgentBus.Grains.Events;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>Tells an agent what the bus wants of it, as messages of the bus in its inbox (AGT-14).</summary>
internal sealed partial class AgentNotices(AgentKey agent, IGrainFactory grains, BusVoice voice, TimeProvider time, ILogger logger)
{
    private static readonly Refusal Untold = new(Code.StorageUnavailable, "The agent could not be told, so nothing was changed. Try again.", TimeSpan.FromSeconds(1));

    /// <summary>Tells it to go back to a version; null when its inbox has it.</summary>
    public Task<Refusal?> RollBackAsync(string version, string reason) =>
        TellAsync("rollback", new EventField("version", version), new EventField("reason", reason));

    /// <summary>The same, where nothing hangs on it.</summary>
    public async Task TryRollBackAsync(string version, string reason) => await RollBackAsync(version, reason);

    /// <summary>Tells it to restart with or without debug logging; null when its inbox has it.</summary>
    public Task<Refusal?> DebugAsync(bool on, string reason) =>
        TellAsync("debug", new EventField("debug", on ? "true" : "false"), new EventField("reason", reason));

    /// <summary>Nothing goes into its inbox any more.</summary>
    public async Task CloseInboxAsync()
    {
        try
        {
            await Inbox().CloseAsync();
        }
        catch (Exception fault)
        {
            // The inbox asks for its agent when it is activated next.
            LogUntold(logger, fault, agent.GrainKey, "close");
        }
    }

    private async Task<Refusal?> TellAsync(string name, params EventField[] fields)
    {
        var message = voice.Make(new SystemMessage(
            SystemEnvelopes.NewId(),
            agent.Tenant,
            agent.Agent,
            ChannelName.None,
            MessageType.Command,
            new SubjectName("system", "agent", agent.Agent, SubjectVerb.Cmd, name).ToString(),
            name,
            time.GetUtcNow(),
            [.. fields]));
        try
        {
            return (await Inbox().PublishAsync(new PublishRequest(new AgentKey(agent.Tenant, SystemMessage.Sender), [message]))).Refusal;
        }
        catch (Exception fault)
        {
            LogUntold(logger, fault, agent.GrainKey, name);
            return Untold;
        }
    }

    private IQueueGrain Inbox() => grains.GetGrain<IQueueGrain>(ChannelKey.Inbox(agent).GrainKey);

    [LoggerMessage(EventId = 2311, Level = LogLevel.Warning, Message = "The inbox of {Agent} could not be told: {What}.")]
    private static partial void LogUntold(ILogger logger, Exception fault, string agent, string what);
}
