using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>What operators do with one agent (AGT-07, AGT-14); the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentLifecycle")]
public interface IAgentLifecycle : IGrainWithStringKey
{
    /// <summary>Carries an order out; it is in force and witnessed when this returns.</summary>
    [Operator, Alias("Change")]
    Task<Result<AgentLife>> ChangeAsync(LifecycleRequest order);

    /// <summary>The agent with its versions; refused with <see cref="Code.AgentNotRegistered"/> where there is none.</summary>
    [Operator, Alias("Show")]
    Task<Result<AgentLife>> ShowAsync();
}
