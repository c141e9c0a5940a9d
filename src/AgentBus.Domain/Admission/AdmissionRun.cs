using System.Collections.Immutable;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>One message on its way through the stages: what it is, and what the stages found out so far.</summary>
public ref struct AdmissionRun
{
    private readonly ref readonly AdmissionContext _context;

    /// <summary>Begins a run.</summary>
    public AdmissionRun(Envelope envelope, in AdmissionContext context)
    {
        Envelope = envelope;
        _context = ref context;
        Subject = "";
        Override = "";
        Classification = envelope.Classification;
        Ehi = envelope.EhiScore is >= 0 and <= 1 ? envelope.EhiScore : null;
        Findings = Tags = envelope.IsUninspectable ? InspectionTags.OfEncrypted : [];
        AgentTokens = double.PositiveInfinity;
        TenantTokens = double.PositiveInfinity;
        ApprovalId = context.Resumed?.CaseId ?? envelope.ApprovalId;
    }

    /// <summary>The message: as it came, or as inspection left it.</summary>
    public Envelope Envelope { readonly get; private set; }

    /// <summary>What admission sees beside the message.</summary>
    public readonly ref readonly AdmissionContext Context => ref _context;

    /// <summary>People approved it before, and a case goes on with it: what belongs to sending is not asked again.</summary>
    public readonly bool IsResumed => _context.Resumed is not null;

    /// <summary>
    /// The approval that it goes by; empty: none. Of a message that a case goes on with it is that case. Of another it is what the message names, which proves
    /// nothing: the case has to say, after the run, that it holds for what came out of it.
    /// </summary>
    public readonly string ApprovalId { get; }

    /// <summary>It goes by an approval: what would hold it lets the run go on; what refuses it still refuses it.</summary>
    public readonly bool HasApproval => ApprovalId.Length > 0;

    /// <summary>Where it goes; set by the shape stage.</summary>
    public MessageTarget Target { get; set; }

    /// <summary>The subject that authorization judged; empty before.</summary>
    public string Subject { get; set; }

    /// <summary>The hash was checked and right.</summary>
    public bool Validated { get; set; }

    /// <summary>The effective classification: a stage may raise it, never lower it.</summary>
    public Classification Classification { get; private set; }

    /// <summary>The effective EHI, 0 to 1; null where neither the sender nor a stage gave one.</summary>
    public double? Ehi { get; private set; }

    /// <summary>The impact score, 0 to 1; null before it is scored.</summary>
    public double? Impact { get; private set; }

    /// <summary>What the scores are made of; null before they are scored.</summary>
    public Assessment? Assessment { get; set; }

    /// <summary>The override that let it pass where a threshold would have held it (EHI-05); empty: none.</summary>
    public string Override { get; set; }

    /// <summary>What inspection found, for the verdict.</summary>
    public ImmutableArray<string> Findings { get; private set; }

    /// <summary>What of it the message's stamp tells its receivers.</summary>
    public ImmutableArray<string> Tags { get; private set; }

    /// <summary>What inspection decided; null where it did not look.</summary>
    public ContentVerdict? Inspection { get; private set; }

    /// <summary>The message as it came, where inspection made another one of it; else null.</summary>
    public Envelope? Received { get; private set; }

    /// <summary>What is left in the sender's bucket; infinity: no limit, or not asked.</summary>
    public double AgentTokens { get; set; }

    /// <summary>What is left in the tenant's bucket on this silo; infinity: no limit, or not asked.</summary>
    public double TenantTokens { get; set; }

    /// <summary>What policies decided; null before they are asked, and where there are none.</summary>
    public PolicyDecision? Policy { get; set; }

    /// <summary>Takes what inspection decided, and the message as it left it.</summary>
    /// <param name="verdict">The decision.</param>
    /// <param name="isTold">Receivers are told what was found.</param>
    public void Take(ContentVerdict verdict, bool isTold)
    {
        Inspection = verdict;
        if (verdict.Changed is { } changed)
        {
            Received ??= Envelope;
            Envelope = changed;
        }

        if (!verdict.Tags.IsEmpty)
        {
            Findings = Findings.AddRange(verdict.Tags);
            Tags = isTold ? Tags.AddRange(verdict.Tags) : Tags;
        }
    }

    /// <summary>Goes on with another form of the message.</summary>
    public void Replace(Envelope envelope) => Envelope = envelope;

    /// <summary>Raises the classification; a lower one changes nothing.</summary>
    public void RaiseClassification(Classification floor) => Classification = floor > Classification ? floor : Classification;

    /// <summary>Raises the EHI; a lower one changes nothing.</summary>
    public void RaiseEhi(double floor) => Ehi = Ehi is { } own && own >= floor ? own : floor;

    /// <summary>Raises the impact score; a lower one changes nothing.</summary>
    public void RaiseImpact(double floor) => Impact = Impact is { } own && own >= floor ? own : floor;
}
