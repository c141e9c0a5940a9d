using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>From which scores on people decide. Pure.</summary>
public static class ImpactGate
{
    /// <summary>The impact, held up by the floor of its action or tool (T-07).</summary>
    public static ScoreExplanation Floored(ScoreExplanation impact, in ImpactInput input)
    {
        var floor = input.Tool.Floor > input.Action.Floor ? input.Tool : input.Action;
        return floor.Floor > 0 ? impact.AtLeast(floor.Floor, floor.FloorName) : impact;
    }

    /// <summary>The impact from which on people decide.</summary>
    public static double ImpactThreshold(in ImpactInput input) =>
        NamedThreshold.Of(input.Action.Impact, input.Tool.Impact, input.Settings.Settings.Threshold);

    /// <summary>The EHI from which on people decide.</summary>
    public static double EhiThreshold(in ImpactInput input) =>
        NamedThreshold.Of(input.Action.Ehi, input.Tool.Ehi, input.Settings.Settings.EhiThreshold);

    /// <summary>
    /// Which thresholds are reached; either of them is enough (T-02), and to reach one is to be at or above it (T-06). The EHI decides only where
    /// it is computed.
    /// </summary>
    public static ImpactDemand Demand(double? impact, double? ehi, in ImpactInput input) => new(
        impact >= ImpactThreshold(in input),
        input.Settings.Settings.EhiEnabled && ehi >= EhiThreshold(in input));

    /// <summary>The override that lets the message pass all the same (EHI-05); null: none does.</summary>
    public static ScoreOverride? Override(in AdmissionRun run)
    {
        foreach (var exception in run.Context.Tenant.Impact.Settings.Overrides)
        {
            if (Fits(exception, in run))
            {
                return exception;
            }
        }

        return null;
    }

    private static bool Fits(ScoreOverride exception, in AdmissionRun run) =>
        run.Context.Now < exception.ExpiresAt
        && !(run.Impact > exception.MaxImpact)
        && !(run.Ehi > exception.MaxEhi)
        && (exception.Sender.Length == 0 || exception.Sender == run.Context.Principal.Agent.Agent)
        && (exception.Action.Length == 0 || Is(exception.Action, run.Envelope.Action) || Is(exception.Action, run.Envelope.Tool))
        && (exception.Target.Length == 0 || exception.Target == run.Target.Name);

    private static bool Is(string wanted, string given) => string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);
}
