using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>The declared rules of a tenant, compiled: what each says is made once. Thread-safe.</summary>
internal sealed class StaticRules(ImmutableArray<DeclaredRule> rules)
{
    /// <summary>The name of this strategy in decisions.</summary>
    public const string Source = "rules";

    private readonly (DeclaredRule Rule, PolicyDecision Decision)[] _rules = [.. rules.Select(static (rule, index) => (rule, Of(rule, index)))];

    /// <summary>There are none.</summary>
    public bool IsEmpty => _rules.Length == 0;

    /// <summary>What the rules that hold say; nothing stands against a message for which none does.</summary>
    public PolicyDecision Decide(in AdmissionRun run)
    {
        var decision = PolicyDecision.Allowed;
        string? target = null;
        foreach (var (rule, says) in _rules)
        {
            if (Holds(rule, in run, ref target))
            {
                decision = PolicyDecisions.Merge(decision, says);
            }
        }

        return decision;
    }

    private static bool Holds(DeclaredRule rule, in AdmissionRun run, ref string? target) =>
        run.Classification >= rule.AtLeast
        && !(rule.UnlessApproved && (run.HasApproval || IsAskedForFirst(rule, in run)))
        && (rule.Types.IsEmpty || rule.Types.Contains(run.Envelope.Type))
        && (rule.Roles.IsEmpty || HaveOneInCommon(rule.Roles, run.Context.Principal.Roles))
        && (rule.Actions.IsEmpty || NamePattern.Matches(rule.Actions, run.Envelope.Action.Length == 0 ? MessageInput.DefaultAction : run.Envelope.Action))
        && (rule.Tools.IsEmpty || (run.Envelope.Tool.Length > 0 && NamePattern.Matches(rule.Tools, run.Envelope.Tool)))
        && (rule.Findings.IsEmpty || HaveOneInCommon(rule.Findings, run.Findings))
        && (rule.Targets.IsEmpty || Reaches(rule.Targets, in run, ref target));

    // Denied at once, nobody could ever approve it: whose sender asks for an approval is held by the last stage, and comes back with one.
    private static bool IsAskedForFirst(DeclaredRule rule, in AdmissionRun run) => rule.Effect == PolicyEffect.Deny && run.Envelope.RequiresApproval;

    private static bool HaveOneInCommon(ImmutableArray<string> names, ImmutableArray<string> others)
    {
        foreach (var name in others)
        {
            if (names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Reaches(ImmutableArray<string> targets, in AdmissionRun run, ref string? target)
    {
        if (run.Target.Direct is not { } direct)
        {
            return NamePattern.Matches(targets, target ??= run.Target.Name);
        }

        foreach (var receiver in direct.Receivers)
        {
            if (NamePattern.Matches(targets, receiver.Agent))
            {
                return true;
            }
        }

        return false;
    }

    private static PolicyDecision Of(DeclaredRule rule, int index)
    {
        var said = PolicyDecision.Allowed with { Rules = PolicyDecisions.Names(Source, [rule.Name]) };
        return rule.Effect switch
        {
            PolicyEffect.Deny => said with { Outcome = PolicyOutcome.Deny },
            PolicyEffect.Deliberate => said with { Outcome = PolicyOutcome.Deliberate, Deliberation = rule.Deliberation, Fired = [FiredRules.Of(rule, index)] },
            _ => said with { ClassificationFloor = rule.RaiseTo, ImpactFloor = rule.ImpactFloor },
        };
    }
}
