using System.Runtime.CompilerServices;
using AgentBus.Rego.Builtins;

namespace AgentBus.Rego.Evaluate;

/// <summary>The state of one evaluation: the stack of variables, the scope, and what is left of the bounds. Not thread-safe.</summary>
internal sealed class Evaluation
{
    private const int ClockInterval = 4096;
    private const int InitialStack = 256;
    private long _steps;
    private long _size;
    private int _untilClock;
    private int _depth;
    private long _started;
    private int _top;
    private int _high;

    public Evaluation(int groups, PatternCache patterns)
    {
        Scope = new EvaluationScope(null, Values.RegoObject.Empty, groups);
        Patterns = patterns;
    }

    public PatternCache Patterns { get; }

    public object?[] Stack { get; private set; } = new object?[InitialStack];

    public EvaluationScope Scope { get; set; }

    public EvaluationOptions Options { get; private set; } = EvaluationOptions.Default;

    public BuiltinContext Builtins { get; private set; } = null!;

    /// <summary>Receives the rules that fired; null unless the evaluation is explained.</summary>
    public List<CompiledRule>? Fired { get; set; }

    public void Begin(RegoValue? input, RegoValue data, EvaluationOptions options)
    {
        Scope = new EvaluationScope(input, data, Scope.Groups);
        Options = options;
        Builtins = new BuiltinContext(this);
        _steps = options.MaxSteps;
        _size = options.MaxSize;
        _untilClock = ClockInterval;
        _started = options.Timeout is null ? 0 : options.Clock.GetTimestamp();
        _depth = 0;
        _top = 0;
        Fired = null;
    }

    /// <summary>Lets go of all values, so that an evaluation kept for the next call holds none.</summary>
    public void End()
    {
        Array.Clear(Stack, 0, _high);
        _high = 0;
        Scope = new EvaluationScope(null, Values.RegoObject.Empty, Scope.Groups);
        Builtins = null!;
        Fired = null;
    }

    public int Push(int size)
    {
        if (++_depth > Options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new RegoError(RegoErrorCode.DepthLimit, $"more than {Options.MaxDepth} calls within one another");
        }

        Tick();
        var frame = _top;
        _top += size;
        _high = Math.Max(_high, _top);
        if (_top > Stack.Length)
        {
            var larger = new object?[Math.Max(_top, Stack.Length * 2)];
            Stack.CopyTo(larger, 0);
            Stack = larger;
        }

        return frame;
    }

    public void Pop(int frame)
    {
        _depth--;
        _top = frame;
    }

    public void Tick()
    {
        if (--_steps < 0)
        {
            throw new RegoError(RegoErrorCode.StepLimit, $"more than {Options.MaxSteps} steps");
        }

        if (--_untilClock < 0)
        {
            CheckClock();
        }
    }

    /// <summary>Accounts for values that are about to be built.</summary>
    public void Charge(long values)
    {
        _size -= values;
        if (_size < 0)
        {
            throw new RegoError(RegoErrorCode.SizeLimit, $"more than {Options.MaxSize} values built");
        }

        Work(values / 16);
    }

    /// <summary>Accounts for work inside of a builtin.</summary>
    public void Work(long steps)
    {
        if (steps > 0)
        {
            _steps -= Math.Min(steps, _steps);
            _untilClock -= (int)Math.Min(steps, ClockInterval);
        }
    }

    private void CheckClock()
    {
        _untilClock = ClockInterval;
        if (Options.Cancellation.IsCancellationRequested)
        {
            throw new RegoError(RegoErrorCode.Cancelled, "the caller cancelled the evaluation");
        }

        if (Options.Timeout is { } timeout && Options.Clock.GetElapsedTime(_started) > timeout)
        {
            throw new RegoError(RegoErrorCode.TimeLimit, $"the evaluation took longer than {timeout}");
        }
    }
}
