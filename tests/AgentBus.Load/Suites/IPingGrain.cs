using Orleans;

namespace AgentBus.Load.Suites;

/// <summary>Answers.</summary>
[Alias("agentbus.load.IPingGrain")]
internal interface IPingGrain : IGrainWithStringKey
{
    [Alias("Ping")]
    Task<int> PingAsync(int number);
}
