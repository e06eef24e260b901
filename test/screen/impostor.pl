# Stands where a screen should be and speaks as one, VeNCrypt Plain, as far as the password; says what it was told.
# impostor.pl port | impostor.pl PATH
use strict;
use warnings;
use IO::Socket::INET;
use IO::Socket::UNIX;
$| = 1;
my $where = shift;
my $listener =
  $where eq 'port'
  ? IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1', LocalPort => 0)
  : IO::Socket::UNIX->new(Listen => 5, Local => $where);
die "no listener: $!" unless $listener;
chmod 0777, $where unless $where eq 'port';
print $where eq 'port' ? $listener->sockport : $where, "\n";
while (my $screen = $listener->accept) {
    $screen->autoflush(1);
    for my $turn (["RFB 003.008\n", 12], ["\1\x13", 1], ["\0\2", 2], ["\0\1\0\0\1\0", 4]) {
        print $screen $turn->[0];
        read $screen, my $answer, $turn->[1];
    }
    my $told = '';
    while (sysread $screen, my $more, 1024) { $told .= $more; }
    print "told ", unpack('H*', $told), "\n";
}
