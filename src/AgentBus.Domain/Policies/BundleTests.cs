using System.Collections.Immutable;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>Runs the tests of a bundle one after the other, so that whoever runs them can do something else in between. A test passes if its value is true.</summary>
public sealed class BundleTests
{
    /// <summary>A bundle has at most so many tests.</summary>
    public const int MaxTests = 500;

    private const int MaxNamed = 50;

    // A test builds its own inputs, and there are many in one file.
    private static readonly EvaluationOptions Bounds = new() { MaxSteps = 500_000, MaxSize = 500_000, MaxDepth = 200, Timeout = null };

    private readonly CompiledPolicy _policy;
    private readonly ImmutableArray<string> _tests;
    private readonly List<string> _failed = [];
    private int _next;

    private BundleTests(CompiledPolicy policy)
    {
        _policy = policy;
        _tests = [.. policy.Rules.Where(static rule => rule.IsTest).Select(static rule => rule.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>How many passed.</summary>
    public int Passed { get; private set; }

    /// <summary>Names of those that did not, at most 50.</summary>
    public ImmutableArray<string> Failed => [.. _failed.Take(MaxNamed)];

    /// <summary>Compiles the bundle with its tests, and as it is used, without them.</summary>
    /// <exception cref="RegoError">It does not compile, or has too many tests.</exception>
    public static BundleTests Of(PolicyBundle bundle)
    {
        bundle.Compile();
        var tests = new BundleTests(bundle.Compile(includeTests: true));
        return tests._tests.Length <= MaxTests ? tests : throw new RegoError(RegoErrorCode.Bundle, $"the bundle has more than {MaxTests} tests");
    }

    /// <summary>Runs the next test; false: there is none.</summary>
    public bool RunNext()
    {
        if (_next == _tests.Length)
        {
            return false;
        }

        var test = _tests[_next++];
        if (Passes(test))
        {
            Passed++;
        }
        else
        {
            _failed.Add(test);
        }

        return true;
    }

    private bool Passes(string test)
    {
        try
        {
            return _policy.Evaluate(test, options: Bounds)?.AsBoolean == true;
        }
        catch (RegoError)
        {
            return false;
        }
    }
}
