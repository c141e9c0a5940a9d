using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>JSON Web Tokens.</summary>
internal static class JwtBuiltins
{
    public static BuiltinTable All { get; } = Build();

    private static BuiltinTable Build()
    {
        var table = new BuiltinTable
        {
            { "io.jwt.decode", [Kinds.String], Kinds.Array, (_, a) => Decode(StringBuiltins.Text(a[0])) },
            { "io.jwt.decode_verify", [Kinds.String, Kinds.Object], Kinds.Array, DecodeVerify },
            { "io.jwt.encode_sign", [Kinds.Object, Kinds.Object, Kinds.Object], Kinds.String, (_, a) => Sign(a[0].ToJson(), a[1].ToJson(), a[2]) },
            { "io.jwt.encode_sign_raw", [Kinds.String, Kinds.String, Kinds.String], Kinds.String, SignRaw },
            { "io.jwt.verify_eddsa", [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) => Verify(a, JwtAlgorithm.Find("EdDSA")!) },
        };
        foreach (var name in (string[])["hs256", "hs384", "hs512", "rs256", "rs384", "rs512", "ps256", "ps384", "ps512", "es256", "es384", "es512"])
        {
            var algorithm = JwtAlgorithm.Find(name.ToUpperInvariant())!;
            table.Add("io.jwt.verify_" + name, [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) => Verify(a, algorithm));
        }

        return table;
    }

    private static RegoBoolean Verify(ReadOnlySpan<RegoValue> arguments, JwtAlgorithm algorithm)
    {
        var token = JwtToken.Parse(StringBuiltins.Text(arguments[0]));
        var key = StringBuiltins.Text(arguments[1]);
        return RegoBoolean.Of(algorithm.Family == JwtFamily.Secret
            ? JwtVerification.VerifyWithSecret(token, key, algorithm)
            : JwtVerification.VerifyWithKeys(token, key, algorithm));
    }

    private static RegoArray Decode(string text)
    {
        var token = JwtToken.Parse(text);
        for (var nesting = 0; token.IsNested && nesting < 8; nesting++)
        {
            token = JwtToken.Parse(token.Inner);
        }

        return RegoArray.Of([token.Header, token.Claims, RegoString.Of(Convert.ToHexStringLower(token.Signature))]);
    }

    private static RegoArray DecodeVerify(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var verified = JwtVerification.DecodeVerify(context, StringBuiltins.Text(arguments[0]), (RegoObject)arguments[1]);
        return verified is { } token
            ? RegoArray.Of([RegoBoolean.True, token.Header, token.Claims])
            : RegoArray.Of([RegoBoolean.False, RegoObject.Empty, RegoObject.Empty]);
    }

    private static RegoString SignRaw(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var key = Parse(StringBuiltins.Text(arguments[2])) ?? throw BuiltinFault.Of("failed to parse a JWK key (set)");
        return Sign(StringBuiltins.Text(arguments[0]), StringBuiltins.Text(arguments[1]), key);
    }

    private static RegoString Sign(string header, string payload, RegoValue key)
    {
        var fields = Parse(header);
        var name = fields?["alg"]?.AsString ?? throw BuiltinFault.Of(
            "missing or invalid 'alg' header" + (fields is null ? ": cannot parse JSON" : string.Empty));
        var algorithm = JwtAlgorithm.Find(name) ?? throw BuiltinFault.Of($"unknown JWS algorithm: {name}");
        var type = fields["typ"]?.AsString;
        if ((type is null || type == "JWT") && Parse(payload) is null)
        {
            throw BuiltinFault.Of("type is JWT but payload is not JSON");
        }

        var text = Base64Text.EncodeUrl(Encoding.UTF8.GetBytes(header)) + "." + Base64Text.EncodeUrl(Encoding.UTF8.GetBytes(payload));
        return RegoString.Of(text + "." + Base64Text.EncodeUrl(JsonWebKeys.Sign(key, algorithm, Encoding.UTF8.GetBytes(text))));
    }

    private static RegoValue? Parse(string text)
    {
        try
        {
            return JsonText.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
