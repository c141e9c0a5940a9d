using System.Numerics;
using AgentBus.Domain.Signatures;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Signatures;

public sealed class Ed25519Tests
{
    private static readonly (byte[] Key, byte[] Message, byte[] Signature)[] Signed =
    [
        .. from line in SourceTree.Lines("tests/AgentBus.Domain.Tests/Signatures/ed25519.txt")
           where line.Length > 0 && line[0] != '#'
           let parts = line.Split(' ')
           select (Convert.FromHexString(parts[0]), Convert.FromHexString(parts[1].TrimStart('-')), Convert.FromHexString(parts[2])),
    ];

    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, Signed.Length)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_signature_of_the_vectors_is_valid_and_none_next_to_it_is(int vector)
    {
        var (key, message, signature) = Signed[vector];

        Ed25519.Verify(key, message, signature).ShouldBeTrue();
        Ed25519.Verify(key, [.. message, 0], signature).ShouldBeFalse("another message");
        Ed25519.Verify(Signed[(vector + 1) % Signed.Length].Key, message, signature).ShouldBeFalse("another key");
        Ed25519.Verify(key, message, Flipped(signature, vector % 64)).ShouldBeFalse("another signature");
    }

    [Fact]
    public void The_vectors_are_all_there() => Signed.Length.ShouldBe(32);

    [Fact]
    public void A_second_signature_made_out_of_one_by_adding_the_order_is_refused()
    {
        var (key, message, signature) = Signed[0];
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true) + EdwardsPoint.Order;
        var second = signature.ToArray();
        s.TryWriteBytes(second.AsSpan(32), out _, isUnsigned: true).ShouldBeTrue();

        Ed25519.Verify(key, message, second).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_verifies_nothing(int length) =>
        Ed25519.Verify(new byte[length], Signed[0].Message, Signed[0].Signature).ShouldBeFalse();

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void A_signature_of_another_length_is_none(int length) =>
        Ed25519.Verify(Signed[0].Key, Signed[0].Message, new byte[length]).ShouldBeFalse();

    [Fact]
    public void An_encoding_that_is_no_point_or_not_the_one_of_its_point_is_refused()
    {
        // y = p and y = p + 1 name the points of 0 and 1 a second time; x = 0 has no odd twin; 2 is no y of the curve.
        byte[] p = [0xED, .. Enumerable.Repeat((byte)0xFF, 30), 0x7F];
        EdwardsPoint.Decode(p).ShouldBeNull();
        EdwardsPoint.Decode([0xEE, .. p[1..]]).ShouldBeNull();
        EdwardsPoint.Decode([1, .. new byte[30], 0x80]).ShouldBeNull();
        EdwardsPoint.Decode([2, .. new byte[31]]).ShouldBeNull();
        EdwardsPoint.Decode([1, .. new byte[31]])!.Value.Encode().ShouldBe(EdwardsPoint.Neutral.Encode());
    }

    [Fact]
    public void Encoding_gives_back_what_was_decoded() =>
        Signed.ShouldAllBe(static vector => EdwardsPoint.Decode(vector.Key)!.Value.Encode().SequenceEqual(vector.Key));

    [Fact]
    public void The_order_times_the_generator_is_neutral() =>
        EdwardsPoint.Combine(EdwardsPoint.Order, EdwardsPoint.Generator, 0, EdwardsPoint.Neutral).Encode().ShouldBe(EdwardsPoint.Neutral.Encode());

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }
}
