using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>
/// Tells an agent what it may do without its doing it (POL-13, POL-18); the same grain as <see cref="IAgentGrain"/>. Nothing is sent, stored, counted or put into
/// evidence by it, and its messages' quota is as before.
/// </summary>
[Alias("agentbus.IAgentChecks")]
public interface IAgentChecks : IGrainWithStringKey
{
    /// <summary>
    /// What admission would decide of the message; of one that is asked about outside, as of an OPA server, after asking. The request holds exactly one.
    /// <see cref="Code.RateLimited"/> beyond as many checks as the agent may send messages.
    /// </summary>
    [Public, AlwaysInterleave, Alias("Check")]
    Task<Result<PolicyCheck>> CheckAsync(SendRequest request);

    /// <summary>Whether the roles reach as far as an operation; <see cref="Code.NotFound"/> where there is none of that name.</summary>
    [Public, AlwaysInterleave, Alias("CheckOperation")]
    Task<Result<PolicyCheck>> CheckOperationAsync(OperationCheckRequest request);
}
