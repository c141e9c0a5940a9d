using System.Collections.Immutable;

namespace AgentBus.Domain.Inspection;

/// <summary>What inspection came to on this silo since its start (CAS-14): by decision, kind and risk, and apart what operators look for. Thread-safe.</summary>
public sealed class InspectionCounters
{
    private readonly long[] _decisions = new long[Enum.GetValues<InspectionDecision>().Length];
    private readonly long[] _kinds = new long[Enum.GetValues<ContentKind>().Length];
    private readonly long[] _risks = new long[Enum.GetValues<ContentRisk>().Length];
    private long _outOfScope;
    private long _oversize;
    private long _secrets;
    private long _violations;
    private long _repeatViolators;
    private long _internalErrors;

    /// <summary>Counts a decision.</summary>
    public void Count(ContentVerdict verdict, ContentKind kind)
    {
        if (ReferenceEquals(verdict, ContentVerdict.OutOfScope))
        {
            Interlocked.Increment(ref _outOfScope);
            return;
        }

        Interlocked.Increment(ref _decisions[(int)verdict.Decision]);
        Interlocked.Increment(ref _kinds[(int)kind]);
        Interlocked.Increment(ref _risks[(int)verdict.Risk]);
        if (ReferenceEquals(verdict, ContentVerdict.Clean))
        {
            return;
        }

        Count(ref _oversize, verdict.Tags.Contains(ContentFlags.Oversize));
        Count(ref _secrets, verdict.Tags.Contains(ContentFlags.ProbableSecret));
        Count(ref _violations, verdict.IsViolation);
        Count(ref _repeatViolators, verdict.BecameRepeatViolator);
        Count(ref _internalErrors, verdict.Fault is not null);
    }

    /// <summary>The counts by name, e.g. <c>decision.block</c>, <c>risk_level.high</c>, <c>probable_secrets</c>; in ordinal order.</summary>
    public ImmutableSortedDictionary<string, long> Read()
    {
        var counts = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var decision in Enum.GetValues<InspectionDecision>())
        {
            counts.Add($"decision.{ContentNames.Of(decision)}", Volatile.Read(ref _decisions[(int)decision]));
        }

        foreach (var kind in Enum.GetValues<ContentKind>())
        {
            counts.Add($"kind.{ContentNames.Of(kind)}", Volatile.Read(ref _kinds[(int)kind]));
        }

        foreach (var risk in Enum.GetValues<ContentRisk>())
        {
            counts.Add($"risk_level.{ContentNames.Of(risk)}", Volatile.Read(ref _risks[(int)risk]));
        }

        counts.Add("internal_errors", Volatile.Read(ref _internalErrors));
        counts.Add("out_of_scope", Volatile.Read(ref _outOfScope));
        counts.Add("oversize", Volatile.Read(ref _oversize));
        counts.Add("probable_secrets", Volatile.Read(ref _secrets));
        counts.Add("repeat_violators", Volatile.Read(ref _repeatViolators));
        counts.Add("violations", Volatile.Read(ref _violations));
        return counts.ToImmutable();
    }

    private static void Count(ref long counter, bool holds)
    {
        if (holds)
        {
            Interlocked.Increment(ref counter);
        }
    }
}
