using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>
/// The life of an agent as a table (AGT-07): what is not in it does not happen. Whether an agent is disabled is not part of it: that is the
/// tenant's settings alone (AGT-08), and stands above every status here.
/// </summary>
public static class AgentLifecycle
{
    private static readonly Refusal AlreadyRegistered = new(Code.AgentAlreadyRegistered, "The agent is registered already.");
    private static readonly Refusal NotSuspended = new(Code.MessageInvalid, "The agent is not suspended, so there is nothing to resume.");
    private static readonly Refusal AlreadySuspended = new(Code.MessageInvalid, "The agent is suspended already.");

    /// <summary>What is answered for an agent that is not registered, and for one that was retired.</summary>
    public static Refusal NotRegistered { get; } = new(Code.AgentNotRegistered, "No agent of that name is registered, or it was retired.");

    /// <summary>All transitions that there are.</summary>
    public static ImmutableArray<LifecycleTransition> Transitions { get; } =
    [
        new(AgentStatus.Unregistered, LifecycleEvent.Register, AgentStatus.Registered),
        new(AgentStatus.Registered, LifecycleEvent.Heartbeat, AgentStatus.Active),
        new(AgentStatus.Registered, LifecycleEvent.Suspend, AgentStatus.Suspended),
        new(AgentStatus.Registered, LifecycleEvent.Retire, AgentStatus.Retired),
        new(AgentStatus.Registered, LifecycleEvent.Unregister, AgentStatus.Unregistered),
        new(AgentStatus.Active, LifecycleEvent.Heartbeat, AgentStatus.Active),
        new(AgentStatus.Active, LifecycleEvent.Suspend, AgentStatus.Suspended),
        new(AgentStatus.Active, LifecycleEvent.Retire, AgentStatus.Retired),
        new(AgentStatus.Active, LifecycleEvent.Unregister, AgentStatus.Unregistered),
        new(AgentStatus.Suspended, LifecycleEvent.Resume, AgentStatus.Active),
        new(AgentStatus.Suspended, LifecycleEvent.Retire, AgentStatus.Retired),
    ];

    /// <summary>Moves on; the refusal where the table has no such row.</summary>
    /// <param name="from">The status before.</param>
    /// <param name="happens">What happens.</param>
    /// <param name="reason">Why the agent is where it is, for the refusal of a suspended one.</param>
    /// <param name="to">The status after; the one before where it is refused.</param>
    public static Refusal? Move(AgentStatus from, LifecycleEvent happens, string reason, out AgentStatus to)
    {
        foreach (var row in Transitions)
        {
            if (row.From == from && row.Event == happens)
            {
                to = row.To;
                return null;
            }
        }

        to = from;
        return Refuse(from, happens, reason);
    }

    /// <summary>Whether an agent of this status may open a session; null: it may.</summary>
    public static Refusal? MayOpenSession(AgentStatus status, string reason) => status switch
    {
        AgentStatus.Suspended => Suspended(reason),
        AgentStatus.Retired => NotRegistered,
        _ => null,
    };

    /// <summary>The status that stands: the tenant's settings above the agent's own; an agent that is gone for good stays that.</summary>
    public static AgentStatus Effective(AgentStatus own, bool isDisabled) => isDisabled && own != AgentStatus.Retired ? AgentStatus.Disabled : own;

    /// <summary>What a suspended agent is told.</summary>
    public static Refusal Suspended(string reason) => new(
        Code.AgentDisabled, reason.Length > 0 ? $"The agent is suspended: {reason}" : "The agent is suspended; an operator can resume it.");

    private static Refusal Refuse(AgentStatus from, LifecycleEvent happens, string reason) => (from, happens) switch
    {
        (AgentStatus.Unregistered or AgentStatus.Retired, _) => NotRegistered,
        (AgentStatus.Suspended, LifecycleEvent.Suspend) => AlreadySuspended,
        (_, LifecycleEvent.Resume) => NotSuspended,
        (AgentStatus.Suspended, _) => Suspended(reason),
        _ => AlreadyRegistered,
    };
}
