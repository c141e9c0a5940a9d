using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Connecting;

/// <summary>One question of a command to the HTTP API, and its answer printed.</summary>
internal sealed class BusQuestion(CommandSurroundings surroundings, ConnectionSymbols connection, ParseResult parsed, OutputFormat? format)
{
    /// <summary>It is one for the internal listener.</summary>
    public bool IsForOperators { get; init; }

    private const string Data = "data";

    /// <summary>Asks for a list, all of its pages, and prints it; <paramref name="columns"/> are what people see, the first of them the name.</summary>
    public async Task<int> ListAsync(QueryText query, string items, IReadOnlyList<string> columns, CancellationToken cancellationToken, int? limit = null)
    {
        using var http = Open();
        using var progress = new ProgressLine(surroundings, items.Replace('_', ' '));
        var found = new List<JsonObject>();
        await foreach (var item in http.ListAsync(query, items, columns[0], cancellationToken))
        {
            found.Add(item);
            progress.Step();
            if (found.Count >= limit)
            {
                break;
            }
        }

        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(surroundings.Output, new JsonArray([.. found.Select(static item => item.DeepClone())]));
        }
        else if (found.Count == 0)
        {
            surroundings.Output.WriteLine($"no {items.Replace('_', ' ')}");
        }
        else
        {
            ObjectTable.WriteRows(surroundings.Output, found, columns);
        }

        return ExitCodes.Done;
    }

    /// <summary>Asks for one thing and prints it.</summary>
    public async Task<int> ShowAsync(QueryText query, CancellationToken cancellationToken)
    {
        using var http = Open();
        Print(await http.GetAsync(query.Text, cancellationToken));
        return ExitCodes.Done;
    }

    /// <summary>Has something done and prints what came of it.</summary>
    public async Task<int> DoAsync(QueryText query, JsonObject body, CancellationToken cancellationToken)
    {
        using var http = Open();
        Print(await http.PostAsync(query.Text, body, cancellationToken));
        return ExitCodes.Done;
    }

    /// <summary>Asks for a judgement and prints it; the exit code says whether it is a yes.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="body">With what; null: nothing.</param>
    /// <param name="isYes">Whether the data of the answer say yes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<int> JudgeAsync(QueryText query, JsonObject? body, Func<JsonObject, bool> isYes, CancellationToken cancellationToken)
    {
        using var http = Open();
        var answer = body is null ? await http.GetAsync(query.Text, cancellationToken) : await http.PostAsync(query.Text, body, cancellationToken);
        Print(answer);
        return answer[Data] is JsonObject data && isYes(data) ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>Has something taken away and prints what came of it.</summary>
    public async Task<int> RemoveAsync(QueryText query, CancellationToken cancellationToken)
    {
        using var http = Open();
        Print(await http.DeleteAsync(query.Text, cancellationToken));
        return ExitCodes.Done;
    }

    /// <summary>
    /// Has something done that proves each of its steps, and prints them; <paramref name="columns"/> are what people see of a step. The exit code says
    /// whether all are proved.
    /// </summary>
    public async Task<int> ProveAsync(QueryText query, JsonObject body, string steps, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        using var http = Open();
        var (isProved, answer) = await http.TryPostAsync(query.Text, body, cancellationToken);
        if (format == OutputFormat.Json)
        {
            Print(answer);
        }
        else
        {
            ObjectTable.WriteRows(surroundings.Output, (answer[Data]![steps] as JsonArray ?? []).OfType<JsonObject>(), columns);
        }

        foreach (var open in answer[Data]!["unconfirmed"] as JsonArray ?? [])
        {
            surroundings.Error.WriteLine(TerminalText.OnOneLine($"not confirmed: {open}"));
        }

        return isProved ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>Has something done with many things, a page a request, and prints the sums of <paramref name="counts"/>.</summary>
    public async Task<int> DoPagesAsync(QueryText query, JsonObject body, IReadOnlyList<string> counts, string what, CancellationToken cancellationToken)
    {
        using var http = Open();
        return await new PagedRun(surroundings, http, format).RunAsync(query, body, counts, what, cancellationToken);
    }

    private BusHttp Open() => new(
        IsForOperators ? connection.AdminUrl(parsed, surroundings) : connection.Url(parsed, surroundings), connection.Credential(parsed, surroundings), connection.Patience(parsed));

    private void Print(JsonObject answer)
    {
        foreach (var warning in (answer["warnings"] as JsonArray ?? []).OfType<JsonObject>())
        {
            surroundings.Error.WriteLine(TerminalText.OnOneLine($"warning: {warning["message"]} ({warning["code"]})"));
        }

        var data = answer[Data] as JsonObject ?? answer;
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(surroundings.Output, data);
        }
        else
        {
            ObjectTable.WriteMembers(surroundings.Output, data);
        }
    }
}
