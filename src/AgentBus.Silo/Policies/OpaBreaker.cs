using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace AgentBus.Silo.Policies;

/// <summary>
/// The breaker <c>policy_service</c> before the OPA server (AFR-22, AFR-23): what fails counts, what is denied does not (T-12). Thread-safe.
/// </summary>
internal sealed partial class OpaBreaker
{
    /// <summary>Its name.</summary>
    public const string Name = "policy_service";

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline _pipeline;

    public OpaBreaker(IOptions<AgentBusOptions> options, TimeProvider time, ILogger<OpaBreaker> logger)
    {
        var opa = options.Value.Opa;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = opa.FailureThreshold,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = opa.RecoveryTimeout,
                StateProvider = _state,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(static fault => fault is not OperationCanceledException),
                OnOpened = opened => Told(() => LogOpened(logger, opened.BreakDuration)),
                OnHalfOpened = _ => Told(() => LogTries(logger)),
                OnClosed = _ => Told(() => LogClosed(logger)),
            })
            .AddTimeout(opa.Timeout)
            .Build();
    }

    /// <summary>closed, half_open or open.</summary>
    public string State => _state.CircuitState switch
    {
        CircuitState.Closed => "closed",
        CircuitState.HalfOpen => "half_open",
        _ => "open",
    };

    /// <summary>Asks, unless the breaker is open.</summary>
    /// <exception cref="OPAConnectionError">It is open, or the server does not answer, or not in time.</exception>
    /// <exception cref="PolicyEvaluationError">The server answers with an error.</exception>
    public async Task<ReadOnlyMemory<byte>> CallAsync(Func<CancellationToken, Task<ReadOnlyMemory<byte>>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(static async (run, token) => await run(token), call, cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            throw new OPAConnectionError("The OPA server failed too often just now; it is left alone for a while.", new CircuitBreakerOpenError(Name, open));
        }
        catch (TimeoutRejectedException late)
        {
            throw new OPAConnectionError("The OPA server did not answer in time.", late);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            throw new OPAConnectionError("The OPA server was not reached, or its answer did not come whole.", lost);
        }
    }

    private static ValueTask Told(Action tell)
    {
        tell();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(EventId = 3144, Level = LogLevel.Warning, Message = "The OPA server fails; it is not asked for {BreakDuration}, and what needs its decision is refused.")]
    private static partial void LogOpened(ILogger logger, TimeSpan breakDuration);

    [LoggerMessage(EventId = 3145, Level = LogLevel.Information, Message = "One question tries the OPA server.")]
    private static partial void LogTries(ILogger logger);

    [LoggerMessage(EventId = 3146, Level = LogLevel.Information, Message = "The OPA server answers again.")]
    private static partial void LogClosed(ILogger logger);
}
