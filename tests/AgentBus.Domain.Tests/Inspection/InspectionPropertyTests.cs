using System.Text;
using System.Text.Json;
using AgentBus.Domain.Inspection;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Inspection;

public sealed class InspectionPropertyTests
{
    private static readonly string[] Pieces =
    [
        "jane@mail.test", "4242 4242 4242 4242", "219-09-9999", "password=\"q7Zk3VxT9pLw\"", "+44 20 7946 0958", "192.0.2.17", "52:54:00:12:ab:cd", "2001:db8::17", "GB82 WEST 1234 5698 7654 32",
        "-----BEGIN PRIVATE KEY-----", "https://a:q7Zk3VxT9pLw@h/", "\\u0040", "\\", "\"", "\u200B", "\u0430", "４２", "eyJ", ".", ":", "=", "-", "(", ")", " ", "\n", "{", "}", "ghp_", "AKIA", "x", "0", "12", "é", "😀", "curl -u ", "amFuZUBtYWlsLnRlc3QgaXMgbWluZQ==",
    ];

    private static Arbitrary<string> Texts { get; } = Gen.Elements(Pieces).ListOf().Select(static p => string.Concat(p)).ToArbitrary();

    [Fact]
    public void Any_bytes_are_inspected_and_redacted_without_a_fault() => Prop.ForAll<byte[]>(static bytes =>
    {
        var inspection = TextInspector.Default.Inspect(bytes);
        TextRedactor.Redact(bytes, inspection.Findings);
        return inspection.Findings.All(f => f.ByteStart >= 0 && f.ByteStart < f.ByteEnd && f.ByteEnd <= bytes.Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Findings_are_in_order_and_never_overlap() => Prop.ForAll(Texts, static text =>
    {
        var findings = TextInspector.Default.Inspect(text).Findings;
        return findings.Zip(findings.Skip(1)).All(static p => p.First.End <= p.Second.Start && p.First.ByteEnd <= p.Second.ByteStart);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_redacted_text_holds_none_of_the_places_that_were_found() => Prop.ForAll(Texts, static text =>
    {
        var findings = TextInspector.Default.Inspect(text).Findings;
        var parts = TextRedactor.Redact(text, findings).Split(TextRedactor.Mark);
        var kept = text.EnumerateRunes().Where((_, i) => !findings.Any(f => i >= f.Start && i < f.End)).Select(static r => r.ToString());
        return parts.Length == findings.Length + 1 && string.Concat(parts) == string.Concat(kept);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_stays_json_when_it_is_redacted() => Prop.ForAll(Texts, static text =>
    {
        var json = JsonSerializer.Serialize(new { text, number = 4242424242424242, list = new[] { text, text } });
        using var redacted = JsonDocument.Parse(TextRedactor.Redact(json, TextInspector.Default.Inspect(json).Findings));
        return redacted.RootElement.GetProperty("list").GetArrayLength() == 2 && redacted.RootElement.GetProperty("number").ValueKind == JsonValueKind.String;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_matches_come_does_not_matter()
    {
        var match = from start in Gen.Choose(0, 20)
                    from length in Gen.Choose(1, 10)
                    from score in Gen.Elements(0.5, 0.9)
                    from type in Gen.Elements(FindingTypes.Secret, FindingTypes.PhoneNumber)
                    select new Match(start, start + length, type, score, "detector");
        Prop.ForAll(match.ListOf().ToArbitrary(), static matches =>
        {
            var text = Encoding.UTF8.GetBytes(new string('x', 40));
            return Overlaps.Resolve(text, [.. matches], []).SequenceEqual(Overlaps.Resolve(text, [.. Enumerable.Reverse(matches)], []));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Text_without_findings_costs_no_allocation()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("On 12 May the well-known team met: 3 hours, no objections = agreed. naïve déjà vu; id_17 ", 100)));
        TextInspector.Default.Inspect(text).ShouldBeSameAs(TextInspection.Clean);
        TextInspector.Default.Inspect(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        TextInspector.Default.Inspect(text);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Only_so_many_bytes_are_looked_at_and_no_character_is_cut()
    {
        var inspector = new TextInspector(new InspectionSettings { MaxInspectBytes = 17 });

        inspector.Inspect("jane@mail.test éé and more").IsCut.ShouldBeTrue();
        inspector.Inspect("aaaaaaaaaaaaaaaa€ jane@mail.test").Findings.ShouldBeEmpty();
        inspector.Inspect("jane@mail.test").IsCut.ShouldBeFalse();
    }

    [Fact]
    public void A_number_in_json_becomes_a_string_and_an_allowed_text_is_no_finding()
    {
        const string Json = """{"card": 4242424242424242, "to": "jane@mail.test", "n": 1}""";

        TextRedactor.Redact(Json, TextInspector.Default.Inspect(Json).Findings).ShouldBe("""{"card": "***REDACTED***", "to": "***REDACTED***", "n": 1}""");
        new TextInspector(new InspectionSettings { Allowed = ["jane@mail.test"] }).Inspect("jane@mail.test").Findings.ShouldBeEmpty();
    }
}
