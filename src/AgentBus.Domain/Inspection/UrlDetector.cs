namespace AgentBus.Domain.Inspection;

/// <summary>Addresses that carry a secret: user:password@host, and webhooks whose path is the key.</summary>
internal static class UrlDetector
{
    private const int LongestAuthority = 320;

    public static void Look(ref Scan scan, int at)
    {
        var text = scan.Text;
        if (scan.At(at + 1) != '/' || scan.At(at + 2) != '/' || at == 0 || !Bytes.IsAlphanumeric(text[at - 1]))
        {
            return;
        }

        var start = at + 3;
        var limit = Math.Min(text.Length, start + LongestAuthority);
        var (colon, sign, end) = (-1, -1, start);
        for (; end < limit; end++)
        {
            var b = text[end];
            if (Bytes.IsSpace(b) || b is (byte)'/' or (byte)'"' or (byte)'\'' or (byte)'?' or (byte)'<' or (byte)'>')
            {
                break;
            }

            if (b == ':' && colon < 0)
            {
                colon = end;
            }
            else if (b == '@')
            {
                sign = end;
            }
        }

        if (colon > 0 && sign > colon + 3 && !IsStandIn(text[(colon + 1)..sign]))
        {
            scan.Add(colon + 1, sign, FindingTypes.Secret, 0.9, "url-password");
        }
        else
        {
            Webhook(ref scan, start, end);
        }
    }

    private static bool IsStandIn(ReadOnlySpan<byte> password)
    {
        Span<byte> lower = stackalloc byte[16];
        lower = lower[..Words.Lower(password, lower)];
        return Randomness.IsPlaceholder(password) || (password.Length <= 16 && (lower.SequenceEqual("password"u8) || lower.SequenceEqual("pass"u8) || lower.SequenceEqual("passwd"u8) || lower.SequenceEqual("secret"u8) || lower.SequenceEqual("token"u8) || lower.SequenceEqual("pwd"u8)));
    }

    private static void Webhook(ref Scan scan, int start, int hostEnd)
    {
        var text = scan.Text;
        var host = text[start..hostEnd];
        var path = text[hostEnd..Math.Min(text.Length, hostEnd + 400)];
        var isHook = (host.SequenceEqual("hooks.slack.com"u8) && (path.StartsWith("/services/"u8) || path.StartsWith("/workflows/"u8) || path.StartsWith("/triggers/"u8)))
            || (host.EndsWith("webhook.office.com"u8) && path.StartsWith("/webhook"u8))
            || ((host.SequenceEqual("discord.com"u8) || host.SequenceEqual("discordapp.com"u8)) && path.StartsWith("/api/webhooks/"u8))
            || (host.SequenceEqual("hooks.zapier.com"u8) && path.StartsWith("/hooks/catch/"u8));
        if (!isHook)
        {
            return;
        }

        var end = hostEnd;
        while (end < hostEnd + path.Length && (Bytes.IsWord(text[end]) || text[end] is (byte)'/' or (byte)'@' or (byte)'.'))
        {
            end++;
        }

        var whole = text[hostEnd..end];
        var last = whole[(whole.LastIndexOf((byte)'/') + 1)..];
        if (last.Length >= 6 && whole.Length >= 40 && !Randomness.IsPlaceholder(last) && Randomness.HasDigit(whole))
        {
            scan.Add(start, end, FindingTypes.Secret, 0.95, "webhook-url");
        }
    }
}
