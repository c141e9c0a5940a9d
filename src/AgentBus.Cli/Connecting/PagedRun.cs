using System.Text.Json.Nodes;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Connecting;

/// <summary>Has something done with many dead letters, a page a request, and adds up what came of it; progress for people who look on.</summary>
internal sealed class PagedRun(CommandSurroundings surroundings, BusHttp http, OutputFormat? format)
{
    private const string Refused = "refused";

    /// <summary>Goes over all pages; the exit code is 1 where a letter was refused. What a page that fails left behind is told before the failure.</summary>
    public async Task<int> RunAsync(QueryText query, JsonObject body, IReadOnlyList<string> counts, string what, CancellationToken cancellationToken)
    {
        var hasBegun = false;
        var sums = counts.ToDictionary(static name => name, static _ => 0L, StringComparer.Ordinal);
        try
        {
            using var progress = new ProgressLine(surroundings, what);
            await foreach (var page in http.PostPagesAsync(query, body, cancellationToken))
            {
                hasBegun = true;
                foreach (var name in counts)
                {
                    var count = (long?)page[name] ?? 0;
                    sums[name] += count;
                    progress.Step(count);
                }

                Explain(page);
            }
        }
        finally
        {
            if (hasBegun)
            {
                Print(sums);
            }
        }

        return sums.GetValueOrDefault(Refused) > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    private void Explain(JsonObject page)
    {
        foreach (var letter in (page["letters"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (letter["receipt"] is JsonObject receipt && (string?)receipt["outcome"] == Refused)
            {
                surroundings.Error.WriteLine(TerminalText.OnOneLine($"letter {letter["id"]}: {receipt["reason"]} ({receipt["code"]})"));
            }
        }
    }

    private void Print(Dictionary<string, long> sums)
    {
        var total = new JsonObject(sums.Select(static sum => KeyValuePair.Create(sum.Key, (JsonNode?)sum.Value)));
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(surroundings.Output, total);
        }
        else
        {
            ObjectTable.WriteMembers(surroundings.Output, total);
        }
    }
}
