using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>The three sections of a JSON Web Signature.</summary>
internal sealed record JwtToken(string SignedText, RegoObject Header, string Payload, byte[] Signature)
{
    public static JwtToken Parse(string text)
    {
        var sections = text.Split('.');
        if (sections.Length == 1)
        {
            throw BuiltinFault.Of("encoded JWT had no period separators");
        }

        if (sections.Length != 3)
        {
            throw BuiltinFault.Of($"encoded JWT must have 3 sections, found {sections.Length}");
        }

        var header = Json(Decode(sections[0], "header"), "header") as RegoObject
            ?? throw BuiltinFault.Of("JWT header was no object");
        if (header["enc"] is not null)
        {
            throw BuiltinFault.Of("JWT is a JWE object, which is not supported");
        }

        return new JwtToken(
            sections[0] + "." + sections[1],
            header,
            CodePoints.Decode(Decode(sections[1], "payload")),
            Decode(sections[2], "signature"));
    }

    public string Algorithm => Header["alg"]?.AsString ?? string.Empty;

    /// <summary>Whether the payload is a token of its own.</summary>
    public bool IsNested => string.Equals(Header["cty"]?.AsString, "JWT", StringComparison.OrdinalIgnoreCase);

    /// <summary>The token inside of a nested one; it may be written as a JSON string.</summary>
    public string Inner => Payload.StartsWith('"') && Json(Encoding.UTF8.GetBytes(Payload), "payload") is RegoString text ? text.Text : Payload;

    public RegoObject Claims => Json(Encoding.UTF8.GetBytes(Payload), "payload") as RegoObject ?? throw BuiltinFault.Of("JWT payload was no object");

    private static byte[] Decode(string section, string name)
    {
        try
        {
            return Base64Text.DecodeUrl(section.TrimEnd('='));
        }
        catch (BuiltinFault fault)
        {
            throw BuiltinFault.Of($"JWT {name} had invalid encoding: {fault.Message}", fault);
        }
    }

    private static RegoValue Json(byte[] text, string name)
    {
        try
        {
            return JsonText.Parse(CodePoints.Decode(text));
        }
        catch (FormatException error)
        {
            throw BuiltinFault.Of($"JWT {name} had invalid encoding: {error.Message}", error);
        }
    }
}
