using AgentBus.Domain.Admission;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>
/// A bundle ready to decide. The plain way makes the whole input and evaluates it. The prepared way makes the parts that the rules read, and
/// keeps decisions that follow from what many messages have alike; it gives the same decisions (VAL-04, VAL-06), and where it fails, the
/// plain one takes its place (VAL-09). Thread-safe.
/// </summary>
internal sealed class BundlePolicy
{
    /// <summary>The name of this strategy in decisions.</summary>
    public const string Source = "bundle";

    /// <summary>What <see cref="PolicyDecision.Fallback"/> says where the plain way took the place of the prepared one.</summary>
    public const string FellBack = "plain";

    // Bounds are counted, not timed: the same message gets the same decision on a slow machine.
    private static readonly EvaluationOptions Bounds = new() { MaxSteps = 500_000, MaxSize = 500_000, MaxDepth = 200, Timeout = null };

    private readonly CompiledPolicy _policy;
    private readonly string _entrypoint;
    private readonly InputParts _parts;
    private readonly DecisionCache? _cache;

    public BundlePolicy(string revision, CompiledPolicy policy, string entrypoint)
    {
        (Revision, _policy, _entrypoint) = (revision, policy, entrypoint);
        _parts = InputPaths.PartsOf(policy.InputPaths);
        _cache = policy.IsRepeatable && DecisionCache.IsWorthwhile(_parts) ? new DecisionCache(_parts) : null;
    }

    /// <summary>The bundle's revision.</summary>
    public string Revision { get; }

    /// <summary>What the rules read of the input.</summary>
    public InputParts Parts => _parts;

    /// <summary>Compiles a bundle.</summary>
    /// <exception cref="RegoError">It cannot be read, or does not compile.</exception>
    public static BundlePolicy Compile(PolicyBundleText bundle, string entrypoint) =>
        new(bundle.Revision, PolicyBundle.FromArchive(bundle.Archive).Compile(), entrypoint);

    /// <summary>Decides in the prepared way, or where that is switched off in the plain one.</summary>
    public PolicyDecision Decide(in AdmissionRun run, PolicyEvaluation with)
    {
        if (with.Plain)
        {
            return Plain(in run, with.Inputs);
        }

        try
        {
            return Prepared(in run, with.Inputs);
        }
        catch (Exception fault)
        {
            with.Faults.Failed(PolicyStage.Name, fault);
            return Plain(in run, with.Inputs) with { Fallback = FellBack };
        }
    }

    // What the reference is.
    private PolicyDecision Plain(in AdmissionRun run, MessageInput inputs) =>
        Evaluate(inputs.Of(in run, InputParts.All, inputs.TargetUse(in run)), in run);

    private PolicyDecision Prepared(in AdmissionRun run, MessageInput inputs)
    {
        var use = _parts.Has(InputParts.TargetUse) ? inputs.TargetUse(in run) : null;
        if (_cache is null || !_cache.TryKey(in run, use, out var key))
        {
            return Evaluate(inputs.Of(in run, _parts, use), in run);
        }

        if (_cache.Find(in key, run.Context.Now) is { } known)
        {
            return known;
        }

        var decision = Evaluate(inputs.Of(in run, _parts, use), in run);
        _cache.Keep(in key, decision);
        return decision;
    }

    private PolicyDecision Evaluate(RegoValue input, in AdmissionRun run)
    {
        PolicyDecision decision;
        try
        {
            var options = _policy.IsRepeatable ? Bounds : Bounds with { Now = run.Context.Now };
            decision = DecisionReader.Read(Source, _policy.Evaluate(_entrypoint, input, options: options));
            if (decision.Outcome == PolicyOutcome.Deliberate)
            {
                // Only what waits for people is evaluated once more, to tell them why.
                decision = decision with { Fired = FiredRules.Of(_policy.Explain(_entrypoint, input, options: options)) };
            }
        }
        catch (RegoError error)
        {
            decision = PolicyDecisions.Unavailable(Source, error.Code);
        }

        return decision with { Revisions = [Revision] };
    }
}
