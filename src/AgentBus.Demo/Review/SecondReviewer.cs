using System.Text.Json.Nodes;

namespace AgentBus.Demo.Review;

/// <summary>
/// The second person of the demonstration, whose key is its own. It waits until somebody has voted on a case, thinks for a moment and votes the same, so
/// that a visitor sees a decision for which two people are needed.
/// </summary>
internal sealed class SecondReviewer(DemoOptions options, TimeProvider time)
{
    private const string Cases = "api/v1/cases";
    private const string Keys = "api/v1/reviewer-keys";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly HashSet<string> _voted = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var key = PersonalKey.Open(options.KeyFile);
        using var api = new BusApi(options.Api, options.TokenFile, time);
        await api.RepeatAsync(Pause, () => LookAsync(api, key, cancellationToken), cancellationToken);
    }

    private static async Task<bool> HasKeyAsync(BusApi api, PersonalKey key, CancellationToken cancellationToken)
    {
        var known = (await api.GetAsync(Keys, cancellationToken))["keys"] as JsonArray ?? [];
        var own = known.OfType<JsonObject>().FirstOrDefault(one => (string?)one["key_id"] == key.Name);
        if (own is null)
        {
            await api.PostAsync(Keys, new JsonObject { ["public_key"] = key.PublicKey }, cancellationToken);
        }

        return (string?)own?["state"] == "active";
    }

    private async Task LookAsync(BusApi api, PersonalKey key, CancellationToken cancellationToken)
    {
        if (!await HasKeyAsync(api, key, cancellationToken))
        {
            return;
        }

        var open = (await api.GetAsync($"{Cases}?state=open&limit=200", cancellationToken))["cases"] as JsonArray ?? [];
        foreach (var one in open.OfType<JsonObject>())
        {
            if ((int)one["approvals"]! + (int)one["rejections"]! > 0 && !_voted.Contains(RoundOf(one)))
            {
                await FollowAsync(api, key, one, cancellationToken);
            }
        }
    }

    private async Task FollowAsync(BusApi api, PersonalKey key, JsonObject seen, CancellationToken cancellationToken)
    {
        var caseId = (string)seen["case_id"]!;
        var shown = await api.GetAsync($"{Cases}/{caseId}", cancellationToken);
        var vote = (shown["votes"] as JsonArray ?? []).OfType<JsonObject>().LastOrDefault(vote => (string?)vote["vote"] != "abstain" && (string?)vote["reviewer"] != api.Person);
        if (vote is null)
        {
            return;
        }

        // A person would take a moment too, and the visitor can see that the case still waits.
        await Task.Delay(options.Pause, time, cancellationToken);
        var ballot = new Ballot((string)vote["vote"]!, $"I have looked at it too, and say as {(string?)vote["reviewer"]} does.", (string)shown["digest"]!, (long)shown["policy_revision"]!);
        await api.PostAsync($"{Cases}/{caseId}/vote", ballot.Signed(api, key, caseId, time.GetUtcNow()), cancellationToken);
        _voted.Add(RoundOf(seen));
        Console.WriteLine($"{api.Person} voted {ballot.Vote} too: {(string?)seen["sender"]}, {(string?)seen["action"]}");
    }

    private static string RoundOf(JsonObject one) => $"{(string?)one["case_id"]}/{(int)one["round"]!}";
}
