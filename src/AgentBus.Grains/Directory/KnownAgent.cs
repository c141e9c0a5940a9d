using AgentBus.Domain.Agents;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Directory;

/// <summary>An agent of the directory: what is stored of it, what its grain told, and what an outside registry says.</summary>
internal sealed class KnownAgent
{
    private int _sessions;
    private DateTimeOffset _reportedAt;
    private DateTimeOffset? _busyAt;

    /// <summary>The agent as its grain knows it; null: it is not one of ours.</summary>
    public AgentRecord? Record { get; private set; }

    /// <summary>When it was last heard of.</summary>
    public DateTimeOffset? LastSeen { get; private set; }

    /// <summary>The agent as an outside registry names it; counts only where it is not one of ours.</summary>
    public OutsideAgent? Outside { get; set; }

    /// <summary>The outside registry.</summary>
    public string Origin { get; set; } = "";

    /// <summary>Takes what is stored.</summary>
    public void Take(AgentRow row) => (Record, LastSeen) = (row.Record, row.LastSeen);

    /// <summary>Takes a report; true where there is something to store at once.</summary>
    public bool Take(AgentReport report, DateTimeOffset now)
    {
        // A new session counts as being busy, until the agent has sent nothing for a while.
        var busy = _sessions == 0 && report.Sessions > 0 ? now : report.SentAt;
        _busyAt = busy > _busyAt || _busyAt is null ? busy : _busyAt;
        (_sessions, _reportedAt) = (report.Sessions, now);
        LastSeen = report.SeenAt > LastSeen || LastSeen is null ? report.SeenAt ?? LastSeen : LastSeen;
        if (report.Record is not { } record || record.Revision <= (Record?.Revision ?? 0))
        {
            return false;
        }

        Record = record;
        return true;
    }

    /// <summary>The agent as it is shown; null: there is nothing to show.</summary>
    public AgentEntry? Show(bool isDisabled, DateTimeOffset now, TimeSpan idleAfter, TimeSpan trust)
    {
        if (Record is { Status: not AgentStatus.Unregistered } own)
        {
            return new AgentEntry(
                own.Agent,
                own.Type,
                AgentLifecycle.Effective(own.Status, isDisabled),
                own.Reason,
                PresenceRules.Of(_sessions, _reportedAt, _busyAt, now, idleAfter, trust),
                LastSeen,
                own.Description,
                own.RegisteredAt,
                Origin: "");
        }

        return Outside is { } outside
            ? new AgentEntry(outside.Agent, outside.Type, AgentStatus.Registered, "", AgentPresence.Offline, null, outside.Description, outside.UpdatedAt, Origin)
            : null;
    }
}
