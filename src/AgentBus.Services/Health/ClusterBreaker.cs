using AgentBus.Model;
using Polly;
using Polly.CircuitBreaker;

namespace AgentBus.Services;

/// <summary>
/// Calls of the cluster behind a breaker: when half of ten or more calls within 30 s failed, none is tried for 15 s. Refusals are answers and do
/// not count. Thread-safe.
/// </summary>
internal sealed class ClusterBreaker
{
    /// <summary>The breaker's name in <see cref="BusHealth.CircuitBreakers"/>.</summary>
    public const string Name = "cluster";

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline _pipeline;

    public ClusterBreaker(bool enabled, TimeProvider time) => _pipeline = enabled
        ? new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                StateProvider = _state,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(static fault => fault is not (AgentBusError or OperationCanceledException)),
            })
            .Build()
        : ResiliencePipeline.Empty;

    /// <summary>closed, half_open or open.</summary>
    public string State => Text(_state.CircuitState);

    /// <summary>1, 0.5 or 0 (AFR-04).</summary>
    public double Score => State switch { "closed" => 1, "half_open" => 0.5, _ => 0 };

    /// <summary>Runs a call.</summary>
    /// <exception cref="CircuitBreakerOpenError">The breaker is open.</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await _pipeline.ExecuteAsync(static async (run, _) => await run(), call);
        }
        catch (BrokenCircuitException open)
        {
            throw new CircuitBreakerOpenError("The cluster failed too often just now; nothing was tried. Try again in some seconds.", open) { Code = Code.Overloaded };
        }
    }

    private static string Text(CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.HalfOpen => "half_open",
        _ => "open",
    };
}
