using AgentBus.Domain.Admission;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>A bundle of a tenant's settings: ready to decide, or why it cannot be. Thread-safe.</summary>
internal sealed class LoadedBundle
{
    private readonly string _entrypoint;
    private readonly BundlePolicy? _policy;

    private LoadedBundle(string revision, string entrypoint, BundlePolicy? policy, string fault)
    {
        (Revision, _entrypoint, _policy, Fault) = (revision, entrypoint, policy, fault);
    }

    /// <summary>The bundle's revision.</summary>
    public string Revision { get; }

    /// <summary>Why it cannot be asked; empty: it can.</summary>
    public string Fault { get; }

    /// <summary>What its rules read of the input.</summary>
    public InputParts Parts => _policy?.Parts ?? InputParts.None;

    /// <summary>Compiles a bundle, unless it was compiled before.</summary>
    public static LoadedBundle? Load(PolicyBundleText? bundle, string entrypoint, params ReadOnlySpan<LoadedBundle?> before)
    {
        if (bundle is null)
        {
            return null;
        }

        foreach (var known in before)
        {
            if (known is not null && known.Revision == bundle.Revision && known._entrypoint == entrypoint)
            {
                return known;
            }
        }

        try
        {
            return new LoadedBundle(bundle.Revision, entrypoint, BundlePolicy.Compile(bundle, entrypoint), "");
        }
        catch (RegoError error)
        {
            return new LoadedBundle(bundle.Revision, entrypoint, null, error.Code);
        }
    }

    /// <summary>Decides; only where there is no <see cref="Fault"/>.</summary>
    public PolicyDecision Decide(in AdmissionRun run, PolicyEvaluation with) => _policy!.Decide(in run, with);
}
