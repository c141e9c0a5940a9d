namespace AgentBus.Cli.Rendering;

/// <summary>Makes text of others safe for a terminal: what they sent must not move its cursor, name its window or colour it.</summary>
internal static class TerminalText
{
    private const char Instead = '\uFFFD';

    /// <summary>The text with every control character replaced; line ends and tabs stay.</summary>
    public static string Clean(string text) =>
        text.AsSpan().ContainsAny(Controls) ? string.Concat(text.Select(static c => IsHarmful(c) ? Instead : c)) : text;

    /// <summary>As <see cref="Clean"/>, on one line.</summary>
    public static string OnOneLine(string text) => Clean(text.ReplaceLineEndings(" ")).Replace('\t', ' ');

    private static System.Buffers.SearchValues<char> Controls { get; } =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(static c => (char)c).Where(IsHarmful)]);

    private static bool IsHarmful(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
