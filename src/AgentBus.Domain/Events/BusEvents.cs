using System.Collections.Immutable;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Queues;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Events;

/// <summary>Makes the events of the bus. Their subjects and fields stand in docs/agents.md.</summary>
public static class BusEvents
{
    /// <summary>The name of every activity of an agent (AGT-11).</summary>
    public const string AgentActivity = "agent_activity";

    /// <summary>The name of a change of state (STR-08).</summary>
    public const string StateChanged = "state_changed";

    /// <summary>The name of a dead letter.</summary>
    public const string DeadLetter = "dead_letter";

    /// <summary>The name of a change of a queue's pressure (MSG-13).</summary>
    public const string PressureChanged = "queue_pressure";

    /// <summary>The name of a decision of inspection, as ArqonBus has it (CAS-13).</summary>
    public const string ContentDecision = "casil_decision";

    /// <summary>The name of a sender's repeated violations (CAS-18).</summary>
    public const string RepeatViolator = "casil_repeat_violator";

    /// <summary>The subject of dead letters; the sources give it without an entity (ENV-12, T-34).</summary>
    public const string DeadLetterSubject = "ace.comms.system.dlq.evt.v1";

    private const string Protocol = "system";

    /// <summary>An agent did something. Agents of the bus do nothing that is told: null for them, so no event can cause another.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="activity">What it did, lower snake case.</param>
    /// <param name="at">When.</param>
    /// <param name="more">What else is to be known.</param>
    public static BusEvent? Activity(AgentKey agent, string activity, DateTimeOffset at, params ReadOnlySpan<EventField> more) =>
        IsOfTheBus(agent)
            ? null
            : new BusEvent(
                agent.Tenant,
                SystemRoom.Dashboard,
                Subject("agent", agent.Agent, activity),
                AgentActivity,
                at,
                [new EventField("agent_id", agent.Agent), new EventField("activity", activity), .. more]);

    /// <summary>A tenant's settings have another revision.</summary>
    public static BusEvent SettingsChanged(TenantSettings settings, ImmutableArray<string> parts, string operatorId, DateTimeOffset at) => Changed(
        settings.Tenant.Tenant,
        Subject("tenant", settings.Tenant.Tenant, "settings_changed"),
        at,
        new EventField("what", "settings"),
        EventField.Of("revision", settings.Revision),
        new EventField("parts", string.Join(',', parts)),
        new EventField("operator", operatorId));

    /// <summary>A channel was made.</summary>
    public static BusEvent ChannelCreated(ChannelKey channel, string by, DateTimeOffset at) => ChannelChanged(channel, "created", by, at);

    /// <summary>A channel was deleted.</summary>
    public static BusEvent ChannelDeleted(ChannelKey channel, DateTimeOffset at) => ChannelChanged(channel, "deleted", "", at);

    /// <summary>A message became a dead letter. It names the letter and why, and holds nothing of what the message says.</summary>
    public static BusEvent Died(DeadLetter letter, string code) => new(
        letter.Source.Tenant,
        SystemRoom.DeadLetters,
        DeadLetterSubject,
        DeadLetter,
        letter.DiedAt,
        [
            new EventField("message_id", letter.MessageId),
            new EventField("sender", letter.Sender.Agent),
            new EventField("room", letter.Source.Room),
            new EventField("channel", letter.Source.Channel),
            EventField.Of("sequence", letter.Sequence),
            new EventField("code", code),
            new EventField("reason", letter.Reason),
            EventField.Of("attempts", letter.Attempts),
        ]);

    /// <summary>Inspection has something to say of a message: types and counts, nothing of what it says.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="messageId">Which.</param>
    /// <param name="target">Where it was to go.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="verdict">The decision.</param>
    /// <param name="at">When.</param>
    public static BusEvent Inspected(AgentKey sender, string messageId, string target, ContentKind kind, ContentVerdict verdict, DateTimeOffset at) => new(
        sender.Tenant,
        SystemRoom.Telemetry,
        Subject("agent", sender.Agent, ContentDecision),
        ContentDecision,
        at,
        [
            new EventField("agent_id", sender.Agent),
            new EventField("message_id", messageId),
            new EventField("target", target),
            new EventField("decision", ContentNames.Of(verdict.Decision)),
            new EventField("reason", verdict.Reason),
            new EventField("kind", ContentNames.Of(kind)),
            new EventField("risk_level", ContentNames.Of(verdict.Risk)),
            new EventField("tags", string.Join(',', verdict.Tags)),
        ]);

    /// <summary>A sender's messages violated the content policy as often as it bears.</summary>
    public static BusEvent Repeated(AgentKey sender, InspectionPolicy policy, string target, DateTimeOffset at) => new(
        sender.Tenant,
        SystemRoom.Dashboard,
        Subject("agent", sender.Agent, RepeatViolator),
        RepeatViolator,
        at,
        [
            new EventField("agent_id", sender.Agent),
            new EventField("target", target),
            EventField.Of("violations", policy.RepeatLimit),
            EventField.Of("window_seconds", policy.RepeatWindow.TotalSeconds),
            EventField.Of("blocked_seconds", policy.Mode == InspectionMode.Enforce ? policy.RepeatBlock.TotalSeconds : 0),
        ]);

    /// <summary>A queue comes nearer to its bounds, or has room again (MSG-13).</summary>
    public static BusEvent Pressure(ChannelKey queue, QueuePressure pressure, int messages, long bytes, int spilled, DateTimeOffset at) => new(
        queue.Tenant,
        SystemRoom.Dashboard,
        Subject("queue", queue.Name, "pressure_changed"),
        PressureChanged,
        at,
        [
            new EventField("room", queue.Room),
            new EventField("channel", queue.Channel),
            new EventField("pressure", pressure switch
            {
                QueuePressure.Filling => "filling",
                QueuePressure.Spilling => "spilling",
                QueuePressure.OverflowFull => "overflow_full",
                _ => "relieved",
            }),
            EventField.Of("messages", messages),
            EventField.Of("bytes", bytes),
            EventField.Of("spilled", spilled),
        ]);

    private static BusEvent ChannelChanged(ChannelKey channel, string change, string by, DateTimeOffset at) => Changed(
        channel.Tenant,
        Subject("channel", channel.Name, change),
        at,
        new EventField("what", "channel"),
        new EventField("change", change),
        new EventField("room", channel.Room),
        new EventField("channel", channel.Channel),
        new EventField("by", by));

    private static BusEvent Changed(string tenant, string subject, DateTimeOffset at, params ReadOnlySpan<EventField> fields) =>
        new(tenant, SystemRoom.Dashboard, subject, StateChanged, at, [.. fields]);

    private static string Subject(string entity, string id, string happened) =>
        new SubjectName(Protocol, entity, id, SubjectVerb.Evt, happened).ToString();

    private static bool IsOfTheBus(AgentKey agent) => agent.Agent.StartsWith(IdGrammar.ReservedPrefix, StringComparison.Ordinal);
}
