using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// Judges messages by one policy, compiled once (CAS-02, CAS-16): all texts of a message in one pass, then block, redact, tag or let
/// pass. A message in which nothing is found costs no allocation. Immutable and thread-safe.
/// </summary>
public sealed class MessageInspector
{
    private const int Rounds = 3;

    private static readonly ContentVerdict CleanInPart = ContentVerdict.Clean with { Risk = ContentRisk.Medium, Tags = [ContentFlags.ReadInPart] };

    private readonly InspectionScope _scope;
    private readonly RedactionPaths _paths;
    private readonly PatternRules _patterns;
    private readonly TextInspector _inspector;
    private readonly ImmutableHashSet<string> _allowed;

    private MessageInspector(InspectionPolicy policy)
    {
        Policy = policy;
        _scope = new InspectionScope(policy);
        _paths = new RedactionPaths(policy.RedactionPaths);
        _patterns = new PatternRules(policy.RedactionPatterns);
        var settings = new InspectionSettings { MaxInspectBytes = int.MaxValue };
        _allowed = settings.Allowed.Union(policy.Allowed);
        _inspector = new TextInspector(settings);
    }

    /// <summary>The policy.</summary>
    public InspectionPolicy Policy { get; }

    private bool IsEnforced => Policy.Mode == InspectionMode.Enforce;

    /// <summary>Compiles a policy that <see cref="InspectionRules"/> found right; null where it looks at nothing.</summary>
    public static MessageInspector? Of(InspectionPolicy? policy) => policy is null or { Mode: InspectionMode.Off } ? null : new MessageInspector(policy);

    /// <summary>The inspector of what the law protects: it redacts everywhere, whatever the policy says (PII-05).</summary>
    public static MessageInspector OfRegulated(InspectionPolicy? policy)
    {
        var given = policy ?? new InspectionPolicy();
        return new MessageInspector(given with
        {
            Mode = InspectionMode.Enforce,
            TransportRedaction = true,
            ScopeInclude = [],
            ScopeExclude = [],
            ScopeTypes = [],
            TagTypes = [.. given.TagTypes.Where(static type => !FindingTypes.IsPersonal(type))],
        });
    }

    /// <summary>Judges a message. What is wrong with inspection itself is thrown; see <see cref="Failed"/>.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="texts">Reads and changes its texts.</param>
    /// <param name="sheet">An empty sheet to work on; the caller clears it.</param>
    public ContentVerdict Judge(Envelope envelope, in MessageTarget target, IMessageText texts, TextSheet sheet)
    {
        if (!_scope.Covers(envelope, in target))
        {
            return ContentVerdict.OutOfScope;
        }

        if (envelope.Encoded.Length > Policy.MaxPayloadBytes)
        {
            var blocks = Policy.Oversize == OversizeRule.Block;
            return Decide(blocks ? InspectionDecision.Block : InspectionDecision.Allow, CasilReasons.Oversize, ContentRisk.Medium, [ContentFlags.Oversize]);
        }

        if (envelope.IsUninspectable && Policy.Uninspectable == DefaultDecision.Block)
        {
            return Decide(InspectionDecision.Block, CasilReasons.Uninspectable, ContentRisk.Unknown, []);
        }

        var findings = Find(envelope, texts, sheet);
        return findings.IsEmpty && !sheet.HasNamed
            ? sheet.IsCut ? CleanInPart : ContentVerdict.Clean
            : Judge(envelope, texts, sheet, findings);
    }

    /// <summary>What becomes of a message for which <see cref="Judge(Envelope, in MessageTarget, IMessageText, TextSheet)"/> threw (CAS-08).</summary>
    public ContentVerdict Failed(Exception fault)
    {
        var blocks = Policy.DefaultDecision == DefaultDecision.Block;
        return new ContentVerdict
        {
            Decision = blocks ? InspectionDecision.Block : InspectionDecision.Allow,
            Reason = blocks ? CasilReasons.InternalBlock : CasilReasons.InternalAllow,
            Risk = ContentRisk.Unknown,
            Fault = fault,
        };
    }

    private ImmutableArray<Finding> Find(Envelope envelope, IMessageText texts, TextSheet sheet)
    {
        sheet.Begin(Policy.MaxInspectBytes, _paths);
        texts.Read(envelope, sheet);
        var matches = _inspector.Find(sheet.Text);
        SplitSecrets.Find(sheet, ref matches);
        SplitCards.Find(sheet, ref matches);
        SplitAccounts.Find(sheet, ref matches);
        _patterns.Find(sheet, ref matches);
        return matches is null ? [] : Overlaps.Resolve(sheet.Text, matches, _allowed);
    }

    private ContentVerdict Judge(Envelope envelope, IMessageText texts, TextSheet sheet, ImmutableArray<Finding> findings)
    {
        var named = sheet.Pieces.ToArray().Count(static piece => piece.IsNamed);
        var hasSecret = findings.Any(static f => f.Type == FindingTypes.Secret);
        var risk = hasSecret ? ContentRisk.High : ContentRisk.Medium;
        var isCut = sheet.IsCut;
        if (findings.Any(Blocks) || (named > 0 && Policy.BlockTypes.Contains(FindingTypes.NamedPath)))
        {
            var reason = hasSecret && Policy.BlockOnProbableSecret ? CasilReasons.BlockedSecret : CasilReasons.Blocked;
            return Decide(InspectionDecision.Block, reason, risk, FoundTags.Of(findings, named, isCut, isRedacted: false));
        }

        if (!sheet.HasNamed && !findings.Any(IsRedacted))
        {
            return Decide(InspectionDecision.Allow, CasilReasons.Allowed, risk, FoundTags.Of(findings, named, isCut, isRedacted: false));
        }

        var redacts = IsEnforced && Policy.TransportRedaction;
        var changed = redacts ? Redact(envelope, texts, sheet, findings) : null;
        var tags = FoundTags.Of(findings, named, isCut, redacts);
        return redacts && changed is null
            ? Decide(InspectionDecision.Block, CasilReasons.Blocked, risk, tags)
            : Decide(InspectionDecision.AllowWithRedaction, CasilReasons.Redacted, risk, tags) with { Changed = changed };
    }

    /// <summary>The message without what was found; null where something is found again and again, which then blocks it.</summary>
    private Envelope? Redact(Envelope envelope, IMessageText texts, TextSheet sheet, ImmutableArray<Finding> findings)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var changes = SheetRedaction.Of(sheet, [.. findings.Where(IsRedacted)], isWhole: round > 0);
            if (changes.Length == 0)
            {
                return envelope;
            }

            envelope = texts.Change(envelope, changes);
            if (envelope.Defect.Length > 0)
            {
                throw new InvalidOperationException($"A redacted message is not well-formed: {envelope.Defect}");
            }

            // Nothing may be left: a second look at the message finds nothing, here as at its receiver.
            sheet.Clear();
            findings = Find(envelope, texts, sheet);
            if (!findings.Any(IsRedacted) && !sheet.HasNamed)
            {
                return envelope;
            }
        }

        return null;
    }

    private bool Blocks(Finding finding) =>
        (finding.Type == FindingTypes.Secret && Policy.BlockOnProbableSecret) || Policy.BlockTypes.Contains(finding.Type);

    private bool IsRedacted(Finding finding) => !Policy.TagTypes.Contains(finding.Type);

    private ContentVerdict Decide(InspectionDecision intended, string reason, ContentRisk risk, ImmutableArray<string> tags)
    {
        var watches = !IsEnforced && intended != InspectionDecision.Allow;
        return new ContentVerdict
        {
            Decision = watches ? InspectionDecision.Allow : intended,
            Reason = watches ? CasilReasons.MonitorMode : reason,
            Intended = intended,
            Risk = risk,
            Tags = tags,
        };
    }
}
