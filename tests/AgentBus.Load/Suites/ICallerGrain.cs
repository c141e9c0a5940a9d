using Orleans;

namespace AgentBus.Load.Suites;

/// <summary>Calls another grain in a row and tells how long it took.</summary>
[Alias("agentbus.load.ICallerGrain")]
internal interface ICallerGrain : IGrainWithStringKey
{
    [Alias("CallInARow")]
    Task<TimeSpan> CallInARowAsync(int calls);
}
