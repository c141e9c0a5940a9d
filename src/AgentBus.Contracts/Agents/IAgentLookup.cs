using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>
/// Looks other agents of the tenant up for a session (AGT-02, AGT-07); the same grain as <see cref="IAgentGrain"/>. It needs the right to
/// the subject <c>ace.comms.{protocol}.directory.agents.qry.v1</c>.
/// </summary>
[Alias("agentbus.IAgentLookup")]
public interface IAgentLookup : IGrainWithStringKey
{
    /// <summary>The agent of this id; refused with <see cref="Code.AgentNotRegistered"/> where there is none.</summary>
    [Public, AlwaysInterleave, Alias("Get")]
    Task<Result<AgentEntry>> GetAsync(SessionToken session, string agent);

    /// <summary>The agents that match.</summary>
    [Public, AlwaysInterleave, Alias("Find")]
    Task<Result<AgentPage>> FindAsync(SessionToken session, AgentQuery query);
}
