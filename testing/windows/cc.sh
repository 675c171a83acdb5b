#!/bin/sh
# A C compiler for Windows programs: clang compiles and the libraries of
# Debian's mingw-w64 are linked. mingw's own gcc needs ten times as long for the
# OpenGL bindings. Use it as CC of "go build" with GOOS=windows.
#
# libssp carries the stack protector that cgo's flags may ask for; it is linked
# statically, because Windows does not have it.
libraries=$(dirname "$(x86_64-w64-mingw32-gcc -print-libgcc-file-name)") || exit 1
exec clang --target=x86_64-w64-mingw32 -Wno-unused-command-line-argument -L"$libraries" "$@" \
	-Wl,-Bstatic -lssp -Wl,-Bdynamic
