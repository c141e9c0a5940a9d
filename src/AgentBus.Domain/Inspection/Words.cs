using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>Words around a place: what makes a number a telephone number, or a value a password.</summary>
internal static class Words
{
    private const int Before = 56;
    private const int After = 20;

    public static readonly byte[][] Phone = Of(
        "phone", "phones", "telephone", "tel", "mobile", "mob", "cell", "cellphone", "fax", "desk", "office", "call", "called", "calls", "calling", "dial", "ring", "answering", "messages",
        "sms", "text", "whatsapp", "signal", "reach", "contact", "hotline", "helpline", "landline", "voicemail", "registered", "telefon", "handy", "telefono", "teléfono", "móvil", "téléphone", "portable", "celular");

    public static readonly byte[][] Card = Of(
        "card", "cards", "cc", "credit", "debit", "visa", "mastercard", "amex", "maestro", "pan", "jcb", "discover", "karte", "kreditkarte", "tarjeta", "carte", "carta");

    public static readonly byte[][] SocialSecurity = Of("ssn", "ssns", "social", "itin", "taxpayer", "tin");

    public static readonly byte[][] Identity = Of(
        "sin", "insurance", "nhs", "bsn", "burgerservicenummer", "aadhaar", "aadhar", "uidai", "pesel", "personnummer", "national", "identity", "citizen", "passport", "nino", "cpf",
        "nir", "dni", "nie", "nif", "nric", "fin", "tfn", "medicare", "steuer", "steuerid", "identifikationsnummer", "codice", "fiscale", "id");

    public static readonly byte[][] Version = Of("version", "versions", "v", "ver", "release", "build", "revision", "chapter", "section", "oid");

    /// <summary>Whether one of the words stands near.</summary>
    public static bool AreNear(ReadOnlySpan<byte> text, int start, int end, byte[][] words)
    {
        // A zero byte parts the texts of a message: what another text says is not near.
        var before = text[Math.Max(0, start - Before)..start];
        var after = text[end..Math.Min(text.Length, end + After)];
        var cut = after.IndexOf((byte)0);
        return Contain(before[(before.LastIndexOf((byte)0) + 1)..], words) || Contain(cut < 0 ? after : after[..cut], words);
    }

    /// <summary>Whether one of the words stands shortly before.</summary>
    public static bool AreBefore(ReadOnlySpan<byte> text, int start, int within, byte[][] words) => Contain(text[Math.Max(0, start - within)..start], words);

    /// <summary>The bytes with ASCII letters in lower case.</summary>
    public static int Lower(ReadOnlySpan<byte> value, Span<byte> into)
    {
        var length = Math.Min(value.Length, into.Length);
        for (var i = 0; i < length; i++)
        {
            var b = value[i];
            into[i] = Bytes.IsUpper(b) ? (byte)(b | 0x20) : b;
        }

        return length;
    }

    private static bool Contain(ReadOnlySpan<byte> window, byte[][] words)
    {
        Span<byte> lower = stackalloc byte[Before + After];
        lower = lower[..Lower(window, lower)];
        foreach (var word in words)
        {
            for (var from = 0; lower[from..].IndexOf(word) is >= 0 and var step; from += step + 1)
            {
                var at = from + step;
                var next = at + word.Length;
                if ((at == 0 || !IsLetter(lower[at - 1])) && (next >= lower.Length || !IsLetter(lower[next])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsLetter(byte b) => Bytes.IsLetter(b) || b >= 0x80;

    private static byte[][] Of(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}
