namespace AgentBus.Domain.Inspection;

/// <summary>user:password given to a command by -u or --user, and the tokens of bots that are number:key.</summary>
internal static class CommandLineDetector
{
    private const int LongestUser = 128;
    private const int LongestPassword = 128;

    public static void Look(ref Scan scan, int at)
    {
        var text = scan.Text;
        if (text[at] != ':' || at == 0 || Bytes.IsQuote(text[at - 1]) || Bytes.IsSpace(text[at - 1]))
        {
            return;
        }

        var start = at;
        var floor = Math.Max(0, at - LongestUser);
        while (start > floor && !Bytes.IsSpace(text[start - 1]) && !Bytes.IsQuote(text[start - 1]) && text[start - 1] != '=')
        {
            start--;
        }

        var option = start;
        while (option > floor && (Bytes.IsQuote(text[option - 1]) || text[option - 1] is (byte)' ' or (byte)'='))
        {
            option--;
        }

        var head = text[..option];
        var isUser = (head.EndsWith(" -u"u8) || head.EndsWith(" --user"u8) || head.EndsWith(" --proxy-user"u8)) && text[Math.Max(0, option - 512)..option].IndexOf("curl"u8) >= 0;
        if (isUser && start < at)
        {
            User(ref scan, at);
        }
        else if (at - start is >= 8 and <= 10)
        {
            Bot(ref scan, start, at);
        }
    }

    private static void User(ref Scan scan, int at)
    {
        var text = scan.Text;
        var start = at + 1;
        var quoted = start < text.Length && Bytes.IsQuote(text[start]);
        start += quoted ? 1 : 0;
        var end = start;
        while (end < text.Length && end - start < LongestPassword && !Bytes.IsSpace(text[end]) && !Bytes.IsQuote(text[end]))
        {
            end++;
        }

        var value = text[start..end];
        if (value.Length >= 5 && !Randomness.IsPlaceholder(value) && Randomness.EntropyOf(value) >= 2.2)
        {
            scan.Add(start, end, FindingTypes.Secret, 0.85, "command-line-password");
        }
    }

    private static void Bot(ref Scan scan, int start, int at)
    {
        var text = scan.Text;
        if (text[start..at].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || !text[(at + 1)..].StartsWith("AA"u8))
        {
            return;
        }

        var end = Bytes.EndOf(text, at + 1, Bytes.Word);
        if (end - at == 36 && !Randomness.HasRow(text[at..end]))
        {
            scan.Add(start, end, FindingTypes.Secret, 0.95, "telegram-bot-token");
        }
    }
}
