using System.Diagnostics.Metrics;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Grains.Telemetry;

/// <summary>
/// Counts what admission decides, under the names of the sources (OBS-02..04); docs/metrics.md describes them. What is counted of every message is
/// counted once a batch; where nobody listens it costs a comparison. Thread-safe.
/// </summary>
internal sealed class AdmissionMeter : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "AgentBus.Grains";

    private static readonly KeyValuePair<string, object?> Valid = new("result", "valid");
    private static readonly KeyValuePair<string, object?> Violation = new("result", "violation");

    private readonly TimeProvider _time;
    private readonly Counter<long> _messages;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _validations;
    private readonly Counter<long> _violations;
    private readonly Counter<long> _detected;
    private readonly Histogram<double> _judging;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _denials;
    private readonly Counter<long> _triggers;
    private readonly Counter<long> _findings;
    private readonly Counter<long> _overrides;
    private readonly Counter<long> _faults;
    private readonly RateGauge _rate;

    public AdmissionMeter(TimeProvider time, InspectionCounters inspected, IMeterFactory? meters = null)
    {
        _time = time;
        _rate = new RateGauge(time);
        Meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _messages = Meter.CreateCounter<long>("acgs2_messages_total", "{message}", "Messages that admission judged.");
        _duration = Meter.CreateHistogram<double>("acgs2_message_processing_duration_seconds", "s", "From a batch's arrival at its sender's grain to its last receipt.");
        _latency = Meter.CreateHistogram<double>("ace_comms_message_latency_seconds", "s", "The same, by protocol.");
        _validations = Meter.CreateCounter<long>("acgs2_constitutional_validations_total", "{message}", "Messages held against the constitution.");
        _violations = Meter.CreateCounter<long>("acgs2_constitutional_violations_total", "{message}", "Messages without the constitutional hash or with another.");
        _detected = Meter.CreateCounter<long>("constitutional_violations_detected", "{message}", "The same, without tags.");
        _judging = Meter.CreateHistogram<double>("constitutional_validation_latency_ms", "ms", "The time that the stages of admission took for a message, the mean of its batch.");
        _errors = Meter.CreateCounter<long>("ace_comms_errors_total", "{message}", "Refused messages, by code.");
        _denials = Meter.CreateCounter<long>("ace_comms_policy_denials_total", "{message}", "Messages that a rule denied.");
        _triggers = Meter.CreateCounter<long>("ace_comms_ehi_triggers_total", "{message}", "Messages held since their EHI reached its threshold.");
        _findings = Meter.CreateCounter<long>("agentbus_findings_total", "{message}", "Messages in which inspection found something, by what it found.");
        _overrides = Meter.CreateCounter<long>("agentbus_score_overrides_total", "{message}", "Messages that an override let pass.");
        _faults = Meter.CreateCounter<long>("agentbus_stage_faults_total", "{message}", "Messages at which a stage of admission failed.");
        InspectionInstruments.Add(Meter, inspected);
        Meter.CreateObservableGauge("constitutional_throughput_rps", _rate.Read, "{message}/s", "Messages judged a second, since it was read last.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; }

    /// <summary>The moment that a batch is measured from.</summary>
    public long Start() => _time.GetTimestamp();

    /// <summary>A batch was judged.</summary>
    /// <param name="delivered">Messages that passed.</param>
    /// <param name="all">All of them.</param>
    /// <param name="start">When it came.</param>
    public void Judged(int delivered, int all, long start)
    {
        _rate.Add(all);
        if (all == 0)
        {
            return;
        }

        _messages.Add(delivered, new KeyValuePair<string, object?>("outcome", "delivered"));
        _validations.Add(delivered, Valid);
        if (_judging.Enabled)
        {
            _judging.Record(_time.GetElapsedTime(start).TotalMilliseconds / all);
        }
    }

    /// <summary>The last receipt of a batch is there.</summary>
    public void Done(long start, string protocol)
    {
        if (_duration.Enabled || _latency.Enabled)
        {
            var seconds = _time.GetElapsedTime(start).TotalSeconds;
            _duration.Record(seconds);
            _latency.Record(seconds, new KeyValuePair<string, object?>("protocol", protocol));
        }
    }

    /// <summary>A message was held.</summary>
    public void Held(in AdmissionResult held, in AdmissionContext context)
    {
        _messages.Add(1, new KeyValuePair<string, object?>("outcome", "held"));
        _validations.Add(1, Valid);
        if (held.Verdict!.Stage == ImpactStage.Name && context.Tenant.Impact.EhiThreshold(held.Envelope) is var threshold && held.Verdict.Ehi >= threshold)
        {
            _triggers.Add(1, new KeyValuePair<string, object?>("threshold", threshold));
        }

        Found(held.Verdict);
    }

    /// <summary>A message was refused.</summary>
    public void Refused(in AdmissionResult refused)
    {
        var verdict = refused.Verdict!;
        var code = new KeyValuePair<string, object?>("type", CodeTable.Wire(verdict.Code));
        _messages.Add(1, new KeyValuePair<string, object?>("outcome", "refused"));
        _errors.Add(1, code);
        if (verdict.Stage == ConstitutionStage.Name)
        {
            _validations.Add(1, Violation);
            _violations.Add(1, code);
            _detected.Add(1);
        }
        else if (verdict.Code is Code.PermissionDenied or Code.PolicyDenied)
        {
            Denied(verdict);
        }

        Found(verdict);
    }

    /// <summary>A message passed; what is special about it.</summary>
    public void Passed(Verdict verdict)
    {
        if (verdict.Override.Length > 0)
        {
            _overrides.Add(1, new KeyValuePair<string, object?>("override", verdict.Override));
        }

        Found(verdict);
    }

    /// <summary>A message passed by an approval, after its batch was judged.</summary>
    public void Approved(Verdict verdict)
    {
        _messages.Add(1, new KeyValuePair<string, object?>("outcome", "delivered"));
        _validations.Add(1, Valid);
        Passed(verdict);
    }

    /// <summary>A stage failed at a message.</summary>
    public void Failed(string stage) => _faults.Add(1, new KeyValuePair<string, object?>("stage", stage));

    public void Dispose() => Meter.Dispose();

    private void Denied(Verdict verdict)
    {
        if (verdict.Policy is not { Rules.IsDefaultOrEmpty: false } policy || verdict.Code != Code.PolicyDenied)
        {
            _denials.Add(1, new KeyValuePair<string, object?>("rule", verdict.Stage));
            return;
        }

        foreach (var rule in policy.Rules)
        {
            _denials.Add(1, new KeyValuePair<string, object?>("rule", rule));
        }
    }

    private void Found(Verdict verdict)
    {
        foreach (var finding in verdict.Findings)
        {
            _findings.Add(1, new KeyValuePair<string, object?>("type", finding));
        }
    }
}
