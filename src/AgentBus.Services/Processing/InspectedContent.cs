using System.Text;
using AgentBus.Domain.Inspection;

namespace AgentBus.Services;

/// <summary>The default: what the inspector of messages says of personal data (PII-01, PII-04).</summary>
internal sealed class InspectedContent : IContentScreen
{
    private const string Mark = "[REDACTED]";

    public IReadOnlyList<ContentFinding> Detect(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return
        [
            .. TextInspector.Default.Inspect(utf8).Findings.Where(static finding => FindingTypes.IsPersonal(finding.Type)).Select(finding => new ContentFinding(
                finding.Type,
                Encoding.UTF8.GetCharCount(utf8, 0, finding.ByteStart),
                Encoding.UTF8.GetCharCount(utf8, finding.ByteStart, finding.ByteEnd - finding.ByteStart))),
        ];
    }

    public string Redact(string text)
    {
        var redacted = new StringBuilder();
        var at = 0;
        foreach (var finding in Detect(text))
        {
            redacted.Append(text, at, finding.Start - at).Append(Mark);
            at = finding.Start + finding.Length;
        }

        return redacted.Append(text, at, text.Length - at).ToString();
    }
}
