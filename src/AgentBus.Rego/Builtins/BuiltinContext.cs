using AgentBus.Rego.Evaluate;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>What builtins may know of the evaluation they run in.</summary>
internal sealed class BuiltinContext(Evaluation run)
{
    private Dictionary<string, RegoValue>? _remembered;

    public PatternCache Patterns => run.Patterns;

    public EvaluationOptions Options => run.Options;

    public RegoNumber Now => RegoNumber.Of((Options.Now - DateTimeOffset.UnixEpoch).Ticks * 100);

    public void Forget() => _remembered = null;

    /// <summary>Accounts for values that the builtin is about to build.</summary>
    public void Charge(long values) => run.Charge(values);

    /// <summary>Accounts for a text that the builtin is about to build.</summary>
    public void ChargeText(long characters) => run.Charge(characters / 16);

    /// <summary>Accounts for work, in steps.</summary>
    public void Work(long steps)
    {
        run.Work(steps);
        run.Tick();
    }

    /// <summary>A result that stays the same for the same key throughout the evaluation.</summary>
    public RegoValue Remember(string key, Func<RegoValue> create)
    {
        _remembered ??= new Dictionary<string, RegoValue>(StringComparer.Ordinal);
        if (!_remembered.TryGetValue(key, out var value))
        {
            _remembered[key] = value = create();
        }

        return value;
    }
}
