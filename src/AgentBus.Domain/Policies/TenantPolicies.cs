using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>
/// The policies of a tenant, compiled once per revision of its settings: declared rules, the bundle in force (or the one on trial), the outside
/// engine, in this order (VAL-02..06). Thread-safe.
/// </summary>
public sealed class TenantPolicies
{
    private const string RulesAlone = "rules";
    private const string People = "people";

    private readonly PolicySettings _settings;
    private readonly StaticRules _rules;
    private readonly LoadedBundle? _active;
    private readonly LoadedBundle? _canary;

    private TenantPolicies(PolicySettings settings, TenantPolicies? previous)
    {
        _settings = settings;
        _rules = new StaticRules(settings.Rules);
        _active = LoadedBundle.Load(settings.Active, settings.Entrypoint, previous?._active, previous?._canary);
        _canary = LoadedBundle.Load(settings.Canary, settings.Entrypoint, previous?._canary, previous?._active);
    }

    /// <summary>A policy reads what its sender did lately, so that has to be kept.</summary>
    public bool ReadsRecent => _settings.OpaPath.Length > 0 || _active?.Parts.Has(InputParts.Recent) == true || _canary?.Parts.Has(InputParts.Recent) == true;

    /// <summary>Compiles; null where no policy is asked. A bundle that does not compile is one that cannot be asked: nothing throws.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="previous">What was compiled before: the same bundle is not compiled again.</param>
    public static TenantPolicies? Compile(PolicySettings settings, TenantPolicies? previous = null) =>
        settings.IsEmpty ? null : new TenantPolicies(settings, previous);

    /// <summary>Asks all policies; a question for the outside engine comes back where its answer is missing.</summary>
    internal PolicyAnswer Ask(in AdmissionRun run, PolicyEvaluation with)
    {
        var decision = _rules.Decide(in run);
        if (!Ends(decision) && Bundle(run.Envelope.MessageId) is { } bundle)
        {
            decision = PolicyDecisions.Merge(decision, Ask(bundle, in run, with));
        }

        if (_settings.OpaPath.Length == 0 || Ends(decision))
        {
            return new PolicyAnswer(Decided(decision), null);
        }

        return run.Context.Answer is { Stage: PolicyStage.Name } answer
            ? new PolicyAnswer(Decided(PolicyDecisions.Merge(decision, Read(answer))), null)
            : new PolicyAnswer(decision, OpaQuestions.Ask(_settings.OpaPath, with.Inputs.Of(in run, InputParts.All, with.Inputs.TargetUse(in run))));
    }

    // Nobody is asked what the policies would have said: people decide in their place, or nobody does.
    private PolicyDecision Decided(PolicyDecision decision) =>
        _settings.AsksPeople && decision.Outcome == PolicyOutcome.Unavailable ? decision with { Outcome = PolicyOutcome.Deliberate, Fallback = People } : decision;

    private PolicyDecision Ask(LoadedBundle bundle, in AdmissionRun run, PolicyEvaluation with)
    {
        if (bundle.Fault.Length > 0)
        {
            return Missing(BundlePolicy.Source, bundle.Fault);
        }

        var said = bundle.Decide(in run, with);
        return ReferenceEquals(bundle, _canary) ? said with { IsCanary = true } : said;
    }

    private PolicyDecision Read(AdmissionAnswer answer) =>
        answer.Body is { } body ? OpaAnswers.Read(body)
        : answer.IsUnreachable ? Missing(OpaAnswers.Source, answer.Fault)
        : PolicyDecisions.Unavailable(OpaAnswers.Source, answer.Fault);

    private bool Ends(PolicyDecision decision) => !_settings.CollectsAll && decision.Outcome >= PolicyOutcome.Unavailable;

    // A canary that cannot be loaded takes no messages: it is there to find out whether it works.
    private LoadedBundle? Bundle(string messageId) =>
        _canary is { Fault: "" } && CanaryRules.Takes(messageId, _canary.Revision, _settings.CanaryPercent) ? _canary : _active;

    private PolicyDecision Missing(string source, string fault) => _settings.FallsBackToRules
        ? PolicyDecision.Allowed with { Fallback = RulesAlone, Reasons = [$"The policy \"{source}\" could not be asked: {fault}."] }
        : PolicyDecisions.Unavailable(source, fault);
}
