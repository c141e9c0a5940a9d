using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>Stops an agent or a whole tenant at once (AGT-08, POL-15, SEC-17); the same grain as <see cref="ITenantGrain"/>.</summary>
[Alias("agentbus.ITenantKillSwitch")]
public interface ITenantKillSwitch : IGrainWithStringKey
{
    /// <summary>
    /// Stops the target on every silo, then tries to send as it. The answer names each step with its acknowledgement; it comes within about five times
    /// <c>AgentBus:Bus:KillConfirmation</c>, whatever does not answer. Safe to repeat. Refused with <see cref="Code.NotFound"/> where the tenant
    /// does not exist, or the agent cannot.
    /// </summary>
    /// <param name="agent">The agent; empty: all of the tenant.</param>
    /// <param name="operatorId">Who orders it.</param>
    /// <param name="reason">Why; may be empty.</param>
    [Operator, Alias("Kill")]
    Task<Result<KillReport>> KillAsync(string agent, string operatorId, string reason);

    /// <summary>Lets a tenant that was stopped go on. An agent is let go on by <see cref="ITenantAdmin.SetAgentAsync"/>.</summary>
    [Operator, Alias("Enable")]
    Task<Result<ChangeApplied>> EnableAsync(string operatorId);
}
