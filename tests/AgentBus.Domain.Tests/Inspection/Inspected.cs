using AgentBus.Domain.Inspection;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>Inspects texts for tests: what was found as the type and the text it covers.</summary>
internal static class Inspected
{
    public static string[] Find(string text) => [.. TextInspector.Default.Inspect(text).Findings.Select(f => $"{f.Type} {Slice(text, f)}")];

    /// <summary>The text of a finding, by its code points.</summary>
    public static string Slice(string text, Finding finding) => string.Concat(text.EnumerateRunes().Skip(finding.Start).Take(finding.End - finding.Start).Select(static r => r.ToString()));
}
