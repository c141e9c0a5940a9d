using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Client;

namespace AgentBus.Cli.Examination;

/// <summary>Whether the bus can be reached, is well, goes by the same constitution, and by the same clock.</summary>
internal static class ServerExamination
{
    private const string Subject = "server";
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Finding>> OfAsync(BusAddress url, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var http = new BusHttp(url, credential: null, patience);
        try
        {
            var (isReady, body, date) = await http.AskAsync("ready", cancellationToken);
            return body is JsonObject status && status.ContainsKey("constitutional_hash")
                ? [OfState(url, isReady, status), OfConstitution(status), .. OfClock(date, clock.GetUtcNow())]
                : [Finding.Wrong(Subject, $"{url} answers, but not as a bus does.", "Look whether the address is right, and what a proxy before it does.")];
        }
        catch (CommandFailure e)
        {
            return [Finding.Wrong(Subject, e.Message, "Start it (agentbus serve), or name its address by --url or $AGENTBUS_URL.")];
        }
    }

    private static Finding OfState(BusAddress url, bool isReady, JsonObject status) => isReady
        ? Finding.Right(Subject, $"{url} is ready, version {status["version"]}")
        : Finding.Wrong(Subject, $"{url} takes no work; it says that it is {status["status"]}: {status["circuit_breakers"]?.ToJsonString()}", "Look into its log; a part named open does not work.");

    private static Finding OfConstitution(JsonObject status) => (string?)status["constitutional_hash"] == AgentBusOptions.DefaultConstitutionalHash
        ? Finding.Right("constitution", AgentBusOptions.DefaultConstitutionalHash)
        : Finding.Wrong("constitution", $"The bus goes by {status["constitutional_hash"]}, this tool by {AgentBusOptions.DefaultConstitutionalHash}.", "Use a tool and a bus of one version.");

    private static IEnumerable<Finding> OfClock(DateTimeOffset? theirs, DateTimeOffset ours)
    {
        if (theirs is { } date)
        {
            var skew = (ours - date).Duration();
            yield return skew > LargestSkew
                ? Finding.Warning("clock", $"This machine and the bus are {skew.TotalSeconds:0} s apart.", "Have both set their clocks by NTP; tokens are judged by the bus's.")
                : Finding.Right("clock", "as the bus's");
        }
    }
}
