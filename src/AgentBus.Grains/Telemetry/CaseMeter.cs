using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AgentBus.Domain.Deliberation;

namespace AgentBus.Grains.Telemetry;

/// <summary>Counts what people are asked and what they say (DEL-13); docs/metrics.md describes it. Thread-safe.</summary>
internal sealed class CaseMeter
{
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly Counter<long> _decided;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _votes;
    private readonly Counter<long> _escalations;
    private readonly Histogram<double> _waited;

    public CaseMeter(AdmissionMeter meter)
    {
        _decided = meter.Meter.CreateCounter<long>("ace_comms_hitl_approvals_total", "{case}", "Decisions on held messages.");
        _opened = meter.Meter.CreateCounter<long>("agentbus_cases_opened_total", "{case}", "Cases that were opened, or opened again.");
        _votes = meter.Meter.CreateCounter<long>("agentbus_case_votes_total", "{vote}", "Votes that were taken.");
        _escalations = meter.Meter.CreateCounter<long>("agentbus_case_escalations_total", "{case}", "Cases in which more people were asked.");
        _waited = meter.Meter.CreateHistogram<double>("agentbus_case_wait_seconds", "s", "From the opening of a round to its decision.");
        meter.Meter.CreateObservableGauge("agentbus_cases_open", () => _open.Values.Sum(static count => (long)count), "{case}", "Cases that are not over.");
    }

    /// <summary>A step of a case is stored.</summary>
    public void Changed(CaseStep step)
    {
        foreach (var fact in step.Facts)
        {
            switch (fact.Event)
            {
                case CaseEvent.Open or CaseEvent.Reopen:
                    _opened.Add(1, new KeyValuePair<string, object?>("round", fact.Event == CaseEvent.Open ? "first" : "again"));
                    break;
                case CaseEvent.Vote when fact.Vote is { } vote:
                    _votes.Add(1, new KeyValuePair<string, object?>("vote", CaseNames.Of(vote.Choice)));
                    break;
                case CaseEvent.Escalate:
                    _escalations.Add(1);
                    break;
                case CaseEvent.Approve or CaseEvent.Grant:
                    Decided("approved", step.Case);
                    break;
                case CaseEvent.Reject:
                    Decided("rejected", step.Case);
                    break;
                case CaseEvent.Expire:
                    Decided("expired", step.Case);
                    break;
                case CaseEvent.Cancel:
                    Decided("cancelled", step.Case);
                    break;
                case CaseEvent.Refuse:
                    _decided.Add(1, new KeyValuePair<string, object?>("status", "refused"));
                    break;
            }
        }
    }

    /// <summary>So many cases of a tenant, whose index is here, are not over.</summary>
    public void Open(string tenant, int count) => _open[tenant] = count;

    /// <summary>The tenant's index is here no more.</summary>
    public void Forget(string tenant) => _open.TryRemove(tenant, out _);

    private void Decided(string status, DeliberationCase of)
    {
        var tag = new KeyValuePair<string, object?>("status", status);
        _decided.Add(1, tag);
        _waited.Record((of.ChangedAt - of.RoundAt).TotalSeconds, tag);
    }
}
