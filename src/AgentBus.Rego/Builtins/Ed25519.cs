using System.Numerics;
using System.Security.Cryptography;

namespace AgentBus.Rego.Builtins;

/// <summary>Checks Ed25519 signatures (RFC 8032); only public values enter, so the time it takes tells nothing.</summary>
internal static class Ed25519
{
    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (Prime - 1) / 4, Prime);

    public static bool Verify(byte[] publicKey, byte[] data, byte[] signature)
    {
        if (signature.Length != 64 || publicKey.Length != 32)
        {
            return false;
        }

        var s = Little(signature.AsSpan(32));
        if (s >= Order || Decompress(publicKey) is not { } key || Decompress(signature.AsSpan(0, 32)) is not { } r || Base() is not { } generator)
        {
            return false;
        }

        var hash = SHA512.HashData([.. signature.AsSpan(0, 32), .. publicKey, .. data]);
        var k = Little(hash) % Order;
        var (left, right) = (Multiply(generator, s), Add(r, Multiply(key, k)));
        return Mod((left.X * right.Z) - (right.X * left.Z)).IsZero && Mod((left.Y * right.Z) - (right.Y * left.Z)).IsZero;
    }

    private static Point? Base()
    {
        var bytes = Mod(4 * Inverse(5)).ToByteArray(isUnsigned: true);
        Array.Resize(ref bytes, 32);
        return Decompress(bytes);
    }

    private static BigInteger Little(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % Prime;
        return rest.Sign < 0 ? rest + Prime : rest;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), Prime - 2, Prime);

    private static Point? Decompress(ReadOnlySpan<byte> bytes)
    {
        var encoded = Little(bytes);
        var isOdd = !(encoded >> 255).IsZero;
        var y = encoded & ((BigInteger.One << 255) - 1);
        var squared = Mod(((y * y) - 1) * Inverse((D * y * y) + 1));
        var x = BigInteger.ModPow(squared, (Prime + 3) / 8, Prime);
        if (!Mod((x * x) - squared).IsZero)
        {
            x = Mod(x * RootOfMinusOne);
        }

        if (y >= Prime || !Mod((x * x) - squared).IsZero || (x.IsZero && isOdd))
        {
            return null;
        }

        x = x.IsEven == isOdd ? Prime - x : x;
        return new Point(x, y, BigInteger.One, Mod(x * y));
    }

    private static Point Add(Point p, Point q)
    {
        var a = Mod((p.Y - p.X) * (q.Y - q.X));
        var b = Mod((p.Y + p.X) * (q.Y + q.X));
        var c = Mod(2 * p.T * q.T * D);
        var d = Mod(2 * p.Z * q.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Multiply(Point point, BigInteger factor)
    {
        var result = new Point(BigInteger.Zero, BigInteger.One, BigInteger.One, BigInteger.Zero);
        for (; !factor.IsZero; factor >>= 1)
        {
            if (!factor.IsEven)
            {
                result = Add(result, point);
            }

            point = Add(point, point);
        }

        return result;
    }

    /// <summary>A point in extended coordinates.</summary>
    private sealed record Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
