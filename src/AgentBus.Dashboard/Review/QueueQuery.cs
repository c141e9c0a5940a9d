using AgentBus.Model;
using AgentBus.Services;

namespace AgentBus.Dashboard;

/// <summary>Which cases a list shows, as its address says.</summary>
/// <param name="State">Those that stand so; null: any.</param>
/// <param name="Sender">Those of this agent; empty: of any.</param>
/// <param name="Group">Those like this one; empty: any.</param>
/// <param name="Text">Those with this in their words; empty: any.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record QueueQuery(CaseState? State, string Sender, string Group, string Text, string After)
{
    private const int MaxText = 200;

    /// <summary>Nothing is left out.</summary>
    public bool IsAll => State is null && Sender.Length == 0 && Group.Length == 0 && Text.Length == 0;

    /// <summary>The same as a query; empty: nothing is asked.</summary>
    public string Address => string.Concat(Part("state", State?.ToString() ?? ""), Part("sender", Sender), Part("group", Group), Part("text", Text)).TrimStart('&') is { Length: > 0 } parts ? "?" + parts : "";

    /// <summary>Of a request.</summary>
    internal static QueueQuery Of(PageCall call) => new(
        Enum.TryParse<CaseState>(call.Query("state"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        Cut(call.Query("sender")),
        Cut(call.Query("group")),
        Cut(call.Query("text").Trim()),
        Cut(call.Query("after")));

    /// <summary>The address of the next page.</summary>
    public string Next(string path, string after) => $"{path}{Address}{(Address.Length > 0 ? "&" : "?")}after={Uri.EscapeDataString(after)}";

    /// <summary>The filter for the index.</summary>
    internal CaseFilter Filter(bool isOver, int limit) => new(State, Sender, Group, After, limit, isOver, Text);

    private static string Part(string name, string value) => value.Length > 0 ? $"&{name}={Uri.EscapeDataString(value)}" : "";

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
