using AgentBus.Domain.Inspection;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>The figures over public corpora that inspection promises (docs/casil/index.md).</summary>
public sealed class CorporaTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, double> Recalls = new(StringComparer.Ordinal)
    {
        [FindingTypes.EmailAddress] = 0.97, [FindingTypes.UsSsn] = 0.97, [FindingTypes.IbanCode] = 0.97, [FindingTypes.CreditCard] = 0.97, [FindingTypes.IpAddress] = 0.95, [FindingTypes.PhoneNumber] = 0.75,
    };

    [Fact]
    public void Secrets_are_found_and_what_only_resembles_them_is_not()
    {
        var rows = InspectionCorpora.Read("secrets.json.gz")["rows"]!.AsArray();
        var (hits, secrets, alarms, others) = (0, 0, 0, 0);
        foreach (var row in rows)
        {
            var text = (string)row!["text"]!;
            var isSecret = (int)row["label"]! == 1;
            var found = TextInspector.Default.Inspect(text).Findings.Where(static f => f.Type == FindingTypes.Secret).ToArray();
            (secrets, others) = isSecret ? (secrets + 1, others) : (secrets, others + 1);
            hits += isSecret && found.Length > 0 ? 1 : 0;
            alarms += !isSecret && found.Length > 0 ? 1 : 0;
            if (isSecret != found.Length > 0)
            {
                output.WriteLine($"{(isSecret ? "missed" : "false alarm")} {row["rule"]} [{string.Join(",", found.Select(static f => f.Detector))}] {text[..Math.Min(110, text.Length)].ReplaceLineEndings(" ")}");
            }
        }

        output.WriteLine($"recall {hits}/{secrets}, false alarms {alarms}/{others}");
        ((double)hits / secrets).ShouldBeGreaterThanOrEqualTo(0.80);
        ((double)alarms / others).ShouldBeLessThanOrEqualTo(0.10);
    }

    [Fact]
    public void Personal_data_are_found_where_they_are_and_hardly_anywhere_else()
    {
        var sentences = InspectionCorpora.Read("pii-sentences.json.gz")["sentences"]!.AsArray();
        var (found, all) = (Recalls.Keys.ToDictionary(static k => k, static _ => 0, StringComparer.Ordinal), Recalls.Keys.ToDictionary(static k => k, static _ => 0, StringComparer.Ordinal));
        var (flagged, clean) = (0, 0);
        foreach (var sentence in sentences)
        {
            var text = (string)sentence!["text"]!;
            var findings = TextInspector.Default.Inspect(text).Findings;
            var labels = sentence["spans"]!.AsArray().Where(static s => Recalls.ContainsKey((string)s!["entity_type"]!)).ToArray();
            foreach (var label in labels)
            {
                var type = (string)label!["entity_type"]!;
                var isFound = findings.Any(f => f.Type == type && f.Start < (int)label["end_position"]! && f.End > (int)label["start_position"]!);
                all[type]++;
                found[type] += isFound ? 1 : 0;
                Note(isFound, "missed " + type, text);
            }

            clean += labels.Length == 0 ? 1 : 0;
            flagged += labels.Length == 0 && findings.Length > 0 ? 1 : 0;
            Note(labels.Length > 0 || findings.Length == 0, "false alarm " + string.Join(",", findings.Select(static f => f.Detector)), text);
        }

        output.WriteLine($"flagged {flagged}/{clean}; {string.Join("; ", all.Keys.Select(k => $"{k} {found[k]}/{all[k]}"))}");
        ((double)flagged / clean).ShouldBeLessThanOrEqualTo(0.03);
        foreach (var (type, recall) in Recalls)
        {
            ((double)found[type] / all[type]).ShouldBeGreaterThanOrEqualTo(recall, type);
        }
    }

    private void Note(bool isRight, string what, string text)
    {
        if (!isRight)
        {
            output.WriteLine($"{what}: {text.ReplaceLineEndings(" ")}");
        }
    }
}
