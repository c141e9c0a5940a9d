using System.Runtime.CompilerServices;
using AgentBus.Rego.Builtins;

namespace AgentBus.Rego.Evaluate;

/// <summary>The state of one evaluation: the stack of variables, the scope, and what is left of the bounds. Not thread-safe.</summary>
internal sealed class Evaluation
{
    private const int ClockInterval = 4096;
    private const int InitialStack = 256;
    private const int MaxKeptList = 1024;
    private long _steps;
    private long _size;
    private int _untilClock;
    private int _depth;
    private long _started;
    private int _top;
    private int _high;

    private readonly EvaluationScope _outermost;
    private readonly Stack<List<RegoValue>> _lists = new();

    public Evaluation(int groups, PatternCache patterns, CollectionIndexes indexes)
    {
        _outermost = new EvaluationScope(null, Values.RegoObject.Empty, groups);
        Scope = _outermost;
        Patterns = patterns;
        Indexes = indexes;
        Builtins = new BuiltinContext(this);
    }

    public PatternCache Patterns { get; }

    public CollectionIndexes Indexes { get; }

    public object?[] Stack { get; private set; } = new object?[InitialStack];

    public EvaluationScope Scope { get; set; }

    public EvaluationOptions Options { get; private set; } = EvaluationOptions.Default;

    public BuiltinContext Builtins { get; }

    /// <summary>Receives the rules that fired; null unless the evaluation is explained.</summary>
    public List<CompiledRule>? Fired { get; set; }

    public void Begin(RegoValue? input, RegoValue data, EvaluationOptions options)
    {
        _outermost.Reset(input, data);
        Scope = _outermost;
        Options = options;
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
        _outermost.Reset(null, Values.RegoObject.Empty);
        Scope = _outermost;
        Builtins.Forget();
        Fired = null;
    }

    /// <summary>A list to collect values in; to be given back when its content has been copied.</summary>
    public List<RegoValue> RentList() => _lists.TryPop(out var list) ? list : [];

    public void ReturnList(List<RegoValue> list)
    {
        // A list that has grown large is not worth its memory.
        if (list.Capacity <= MaxKeptList)
        {
            list.Clear();
            _lists.Push(list);
        }
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
